namespace UrbanGrid.Ingest.Rules;

/// <summary>A moment on both clocks, Unix ms.</summary>
/// <param name="DeviceTime">When it was measured, by the device's clock.</param>
/// <param name="HubTime">When the hub looks at it.</param>
internal readonly record struct Instant(long DeviceTime, long HubTime)
{
    /// <summary>A moment of the hub alone, e.g. of a timer.</summary>
    public static Instant Now(long hubTime) => new(hubTime, hubTime);
}
