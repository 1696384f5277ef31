namespace UrbanGrid.Hub.Sanitation.Outcomes;

/// <summary>How much of some ground was worked on; metres of streets, or square metres of areas.</summary>
/// <param name="Planned">All of it.</param>
/// <param name="InTime">Worked on within the hours.</param>
/// <param name="Late">Worked on, not all of it within the hours.</param>
/// <param name="Open">Not worked on, and there is still time.</param>
public sealed record GroundFigures(double Planned, double InTime, double Late, double Open)
{
    /// <summary>Nothing.</summary>
    public static readonly GroundFigures None = new(0, 0, 0, 0);

    /// <summary>Worked on, in time or late.</summary>
    public double Covered => InTime + Late;

    /// <summary>Not worked on, and the hours are over.</summary>
    public double Missed => Planned - InTime - Late - Open;

    /// <summary>Both.</summary>
    public static GroundFigures operator +(GroundFigures a, GroundFigures b) =>
        new(a.Planned + b.Planned, a.InTime + b.InTime, a.Late + b.Late, a.Open + b.Open);

    /// <summary>With a piece of a state.</summary>
    public GroundFigures With(PieceState state, double measure) => new(
        Planned + measure, InTime + (state == PieceState.Covered ? measure : 0), Late + (state == PieceState.Late ? measure : 0),
        Open + (state == PieceState.Open ? measure : 0));
}

/// <summary>How many collection points were served.</summary>
/// <param name="Planned">All of them.</param>
/// <param name="InTime">Served within the hours.</param>
/// <param name="Late">Served after the hours.</param>
/// <param name="Open">Not served, and there is still time.</param>
public sealed record StopFigures(int Planned, int InTime, int Late, int Open)
{
    /// <summary>None.</summary>
    public static readonly StopFigures None = new(0, 0, 0, 0);

    /// <summary>Not served, and the hours are over (漏收).</summary>
    public int Missed => Planned - InTime - Late - Open;

    /// <summary>Both.</summary>
    public static StopFigures operator +(StopFigures a, StopFigures b) =>
        new(a.Planned + b.Planned, a.InTime + b.InTime, a.Late + b.Late, a.Open + b.Open);

    /// <summary>With a point of a state.</summary>
    public StopFigures With(PieceState state) => new(
        Planned + 1, InTime + (state == PieceState.Covered ? 1 : 0), Late + (state == PieceState.Late ? 1 : 0), Open + (state == PieceState.Open ? 1 : 0));
}

/// <summary>What came of a plan, or of several, on a day.</summary>
/// <param name="Streets">Metres of streets.</param>
/// <param name="Areas">Square metres of areas.</param>
/// <param name="Stops">Collection points.</param>
/// <param name="Bins">Bins read.</param>
/// <param name="Weighed">Bins with a weight.</param>
/// <param name="WeightKg">What these weighed, kg.</param>
public sealed record DayFigures(GroundFigures Streets, GroundFigures Areas, StopFigures Stops, int Bins, int Weighed, double WeightKg)
{
    /// <summary>Nothing.</summary>
    public static readonly DayFigures None = new(GroundFigures.None, GroundFigures.None, StopFigures.None, 0, 0, 0);

    /// <summary>What coverage is told of: the streets; of a plan without streets, its areas.</summary>
    private GroundFigures Told => Streets.Planned > 0 ? Streets : Areas;

    /// <summary>Share worked on, 0 to 1; null where there is nothing to work on.</summary>
    public double? Coverage => Told.Planned > 0 ? Told.Covered / Told.Planned : null;

    /// <summary>Share worked on in time, 0 to 1; null where there is nothing to work on.</summary>
    public double? InTimeShare => Told.Planned > 0 ? Told.InTime / Told.Planned : null;

    /// <summary>Both together.</summary>
    public static DayFigures operator +(DayFigures a, DayFigures b) =>
        new(a.Streets + b.Streets, a.Areas + b.Areas, a.Stops + b.Stops, a.Bins + b.Bins, a.Weighed + b.Weighed, a.WeightKg + b.WeightKg);
}
