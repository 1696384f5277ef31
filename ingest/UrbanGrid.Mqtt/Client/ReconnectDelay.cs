namespace UrbanGrid.Mqtt.Client;

/// <summary>Pauses between attempts to connect: doubling, with jitter, so that a thousand clients do not come back at once.</summary>
internal sealed class ReconnectDelay(TimeSpan min, TimeSpan max)
{
    private TimeSpan _next;

    public void Reset() => _next = default;

    /// <summary>The next pause: between half and the whole of the current step.</summary>
    public TimeSpan Next()
    {
        var step = _next > min ? _next : min;
        _next = TimeSpan.FromTicks(Math.Min(max.Ticks, step.Ticks * 2));
        return step * (0.5 + Random.Shared.NextDouble() / 2);
    }
}
