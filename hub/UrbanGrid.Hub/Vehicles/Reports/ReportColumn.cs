using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Vehicles.Reports;

/// <summary>What a column of a report holds.</summary>
public enum ReportValue
{
    /// <summary>Words.</summary>
    Text,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A moment, Unix ms in JSON and the city's time in files.</summary>
    Moment,
    /// <summary>Words in the reader's language, out of the labels.</summary>
    Label,
}

/// <summary>A column of a report.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Name">Heading.</param>
/// <param name="Unit">Unit; null for none.</param>
/// <param name="Value">What it holds.</param>
public sealed record ReportColumn(string Key, LocalText Name, string? Unit = null, ReportValue Value = ReportValue.Text)
{
    /// <summary>A column of numbers.</summary>
    public static ReportColumn Number(string key, string zh, string en, string? unit = null) => new(key, new LocalText(zh, en), unit, ReportValue.Number);

    /// <summary>A column of moments.</summary>
    public static ReportColumn Moment(string key, string zh, string en) => new(key, new LocalText(zh, en), null, ReportValue.Moment);
}

/// <summary>A report.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">A value for each column; a <see cref="LocalText"/> where the column holds a label.</param>
public sealed record VehicleReport(LocalText Name, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<object?[]> Rows);
