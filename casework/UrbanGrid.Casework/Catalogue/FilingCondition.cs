using UrbanGrid.Casework.Clocks;

namespace UrbanGrid.Casework.Catalogue;

/// <summary>A filing condition (立案条件) of one class: when a case may be filed, in what time it must be solved,
/// and what closes it (结案条件).</summary>
/// <param name="Key">Unique within its class, e.g. <c>missing_displaced+cracked</c>.</param>
/// <param name="Name">What it looks like.</param>
/// <param name="Measure">Size from which it counts, or empty.</param>
/// <param name="Limit">Handling limit (处置时限).</param>
/// <param name="Closing">What must be true to close.</param>
/// <param name="Confidence"><c>high</c>: published by a city; <c>inferred</c>: as a like class; <c>local</c>: the city's own.</param>
public sealed record FilingCondition(
    string Key, LocalText Name, string Measure, TimeLimit Limit, LocalText Closing, string Confidence);
