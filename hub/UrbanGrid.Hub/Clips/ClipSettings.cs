namespace UrbanGrid.Hub.Clips;

/// <summary>Which part of a camera's recording the hub wants of an alarm, and how long it waits.</summary>
public sealed record ClipSettings
{
    /// <summary>How long before the alarm a clip begins.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long after it a clip ends.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How long the order waits for a camera that cannot be reached: about as long as recordings reach back.</summary>
    public TimeSpan OrderPatience { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a clip that was promised may take; a link may be slow.</summary>
    public TimeSpan FilePatience { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Room for clips on their way, bytes.</summary>
    public long IncomingBytes { get; init; } = 1L << 30;
}
