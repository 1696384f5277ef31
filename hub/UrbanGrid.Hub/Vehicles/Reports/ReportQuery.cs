using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Vehicles.Reports;

/// <summary>Query of a report's address.</summary>
/// <param name="From">First day, yyyy-MM-dd.</param>
/// <param name="To">Last day, included.</param>
/// <param name="Kind">Kind of vehicle, e.g. <c>muck</c>; left out: all.</param>
/// <param name="Department">Department's key; left out: all.</param>
/// <param name="Vehicle">One vehicle's id; left out: all.</param>
/// <param name="Format"><c>json</c>, <c>csv</c> or <c>xlsx</c>.</param>
/// <param name="By">Of mileage: <c>vehicle</c> for a row a vehicle, <c>day</c> for a row a vehicle and day.</param>
public sealed record ReportAddress(string? From, string? To, string? Kind, string? Department, string? Vehicle, string? Format, string? By)
{
    private static readonly string[] Formats = ["json", "csv", "xlsx"];

    /// <summary>The format, checked.</summary>
    /// <exception cref="ProblemException">There is no such format.</exception>
    public string CheckedFormat => Format is null ? "json" : Formats.Contains(Format) ? Format : throw new ProblemException("invalid_value", "format", "json, csv, xlsx");

    /// <summary>Whether mileage has a row for each day.</summary>
    /// <exception cref="ProblemException">It is neither.</exception>
    public bool IsByDay => By switch
    {
        null or "vehicle" => false,
        "day" => true,
        _ => throw new ProblemException("invalid_value", "by", "vehicle, day"),
    };
}
