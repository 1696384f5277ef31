using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary>What a look at a policy found.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Why">One of the constants below.</param>
/// <param name="Threshold">Probability from which incidents are filed; null if none are.</param>
/// <param name="Foretold">Verdicts above the threshold that were foretold in training, or all where there is no threshold.</param>
/// <param name="Measured">What operators said of incidents above the threshold.</param>
public sealed record FilingFinding(FilingState State, string Why, double? Threshold, Tally Foretold, Tally Measured)
{
    /// <summary>The administrator does not allow it.</summary>
    public const string NotAllowed = "not_allowed";
    /// <summary>Too few verdicts were foretold.</summary>
    public const string TooFew = "too_few";
    /// <summary>No threshold reaches the precision.</summary>
    public const string NotPrecise = "not_precise";
    /// <summary>The precision is reached.</summary>
    public const string Precise = "precise";
    /// <summary>The precision fell under the set one.</summary>
    public const string Fell = "fell";

    /// <summary>In a sentence.</summary>
    public LocalText Tell(FilingPolicy policy)
    {
        var set = Percent(policy.MinPrecision);
        return Why switch
        {
            TooFew => new(
                $"已验证的判断有 {Foretold.Of} 次，至少需要 {policy.MinVerdicts} 次；全部由操作员判断。",
                $"{Foretold.Of} verdicts were foretold, {policy.MinVerdicts} are needed; operators decide on everything."),
            NotPrecise => new(
                $"没有哪个概率门槛能可靠地达到 {set}（{Ratio(Foretold)} 属实）；全部由操作员判断。",
                $"No probability is surely right {set} of the time ({Ratio(Foretold)} were right); operators decide on everything."),
            Precise => new(
                $"概率达到 {Percent(Threshold ?? 1)} 的自动立案：验证时 {Ratio(Foretold)} 属实，要求 {set}。",
                $"Filed from a probability of {Percent(Threshold ?? 1)}: {Ratio(Foretold)} were right when foretold, {set} is set."),
            Fell => new(
                $"准确率降到 {set} 以下（{Ratio(Measured)} 属实），已自动停用，改由操作员判断。",
                $"It fell under {set} ({Ratio(Measured)} were right) and has switched itself off; operators decide again."),
            _ => new("未启用，全部由操作员判断。", "Not allowed; operators decide on everything."),
        };
    }

    private static string Ratio(Tally tally) => $"{tally.Confirmed} / {tally.Of}";

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
