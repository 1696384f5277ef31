using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases;

/// <summary>An open case that may tell of the same (重复案件); see <see cref="Casework.Duplicates.KnownCase"/>.</summary>
/// <param name="Number">Case number.</param>
/// <param name="State">State.</param>
/// <param name="Source">Where its report came from.</param>
/// <param name="Reporter">Who reported it.</param>
/// <param name="Description">What was seen.</param>
/// <param name="Address">Where.</param>
/// <param name="ReportedAt">When, Unix ms.</param>
/// <param name="AgeMs">Milliseconds between the two reports.</param>
/// <param name="DistanceM">Metres between the two places.</param>
/// <param name="SameComponent">Both name the same component.</param>
/// <param name="RepeatCount">How often it was reported once more.</param>
/// <param name="Thumbnail">Address of a picture of its report.</param>
public sealed record KnownCaseView(
    string Number, Named State, Named Source, LocalText Reporter, LocalText Description, LocalText Address, long ReportedAt, long AgeMs,
    double DistanceM, bool SameComponent, int RepeatCount, string? Thumbnail);

/// <summary>Body of <c>POST /cases/{number}/repeats</c>. As a form it takes the same field, and pictures in the field <c>report</c>.</summary>
/// <param name="Description">What was seen.</param>
public sealed record RepeatInput(string? Description);
