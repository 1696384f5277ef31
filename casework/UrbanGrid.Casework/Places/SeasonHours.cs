namespace UrbanGrid.Casework.Places;

/// <summary>Working hours of a part of the year, e.g. of summer (夏令作息).</summary>
public sealed class SeasonHours
{
    /// <summary>First day, <c>MM-dd</c>.</summary>
    public required string From { get; set; }

    /// <summary>Last day, <c>MM-dd</c>; before the first when the season lasts over the turn of the year.</summary>
    public required string To { get; set; }

    /// <summary>Periods of a working day, <c>08:00-12:00 14:30-18:30</c>.</summary>
    public required string Hours { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }
}
