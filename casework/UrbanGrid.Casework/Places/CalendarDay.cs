namespace UrbanGrid.Casework.Places;

/// <summary>A date on which the week's rule does not hold: a holiday, or a weekend day worked (调休).</summary>
public sealed class CalendarDay
{
    /// <summary>Local date, <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; set; }

    /// <summary>True: worked. False: free.</summary>
    public bool Working { get; set; }

    /// <summary>Name in Chinese.</summary>
    public required string NameZh { get; set; }

    /// <summary>Name in English.</summary>
    public required string NameEn { get; set; }
}
