namespace UrbanGrid.Casework.Cases;

/// <summary>Which cases to list; every filter that is set must hold.</summary>
public sealed record CaseQuery
{
    /// <summary>Key of a state.</summary>
    public string? State { get; init; }

    /// <summary>Only cases whose next step waits for the asking user (待办).</summary>
    public bool ToDo { get; init; }

    /// <summary>Only cases that are not over.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only cases that ended after they were handled, see <see cref="Law.CaseStates.Done"/>.</summary>
    public bool DoneOnly { get; init; }

    /// <summary>Only cases that were opened again so many times at least: closed but not fixed.</summary>
    public int? MinReopenings { get; init; }

    /// <summary>Class code.</summary>
    public string? Category { get; init; }

    /// <summary>Department code.</summary>
    public string? Department { get; init; }

    /// <summary><c>green</c>, <c>yellow</c> or <c>red</c>: the worse of the two clocks.</summary>
    public string? Light { get; init; }

    /// <summary>Around a point.</summary>
    public NearPoint? Near { get; init; }

    /// <summary>Only cases that were closed from this moment on and are closed still, Unix ms; a visit or an appeal is no closing.</summary>
    public long? ClosedSince { get; init; }

    /// <summary>The page before's <see cref="CasePage.Next"/>.</summary>
    public string? Cursor { get; init; }

    /// <summary>1 to 200.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>A circle on the ground.</summary>
/// <param name="Lat">WGS-84 degrees north.</param>
/// <param name="Lon">WGS-84 degrees east.</param>
/// <param name="RadiusM">Metres, more than 0, at most 50,000.</param>
public sealed record NearPoint(double Lat, double Lon, double RadiusM);
