namespace UrbanGrid.Casework.Store;

/// <summary>The last sequence given out for one class and day; the database counts, so several hubs may file.</summary>
internal sealed class CaseNumberRow
{
    /// <summary>Form, class and date, e.g. <c>E011020260302</c>.</summary>
    public required string Prefix { get; set; }

    /// <summary>Last sequence given out.</summary>
    public int Last { get; set; }
}
