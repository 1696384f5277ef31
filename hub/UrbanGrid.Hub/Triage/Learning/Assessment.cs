using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>How likely an incident is right, and why.</summary>
/// <param name="Value">Probability, 0..1.</param>
/// <param name="Basis"><c>model</c>, or <c>history</c> while too few verdicts are known to learn from.</param>
/// <param name="Version">Version of the model; null without one.</param>
/// <param name="Verdicts">Verdicts of the rule that are known.</param>
/// <param name="Note">What it is based on, in a sentence.</param>
/// <param name="Reasons">The strongest reasons, strongest first.</param>
/// <param name="Camera">What became of the device's last alarms of this rule.</param>
public sealed record Assessment(
    double Value, string Basis, int? Version, int Verdicts, LocalText Note, IReadOnlyList<AssessmentReason> Reasons, Tally Camera)
{
    /// <summary><see cref="Basis"/> of a model.</summary>
    public const string FromModel = "model";

    /// <summary><see cref="Basis"/> of the past alone.</summary>
    public const string FromHistory = "history";
}

/// <summary>One reason.</summary>
/// <param name="Key">Name of the feature.</param>
/// <param name="Text">In words.</param>
/// <param name="Raises">Whether it makes it likelier that the incident is right.</param>
/// <param name="LogOdds">How much.</param>
public sealed record AssessmentReason(string Key, LocalText Text, bool Raises, double LogOdds);
