namespace UrbanGrid.Mqtt;

/// <summary>What an <see cref="IMqttSessionStore"/> has kept.</summary>
/// <param name="Sessions">Persistent sessions.</param>
/// <param name="Retained">Retained messages, one a topic.</param>
public sealed record KeptState(IReadOnlyList<KeptSession> Sessions, IReadOnlyList<KeptMessage> Retained)
{
    /// <summary>Nothing.</summary>
    public static KeptState Empty { get; } = new([], []);
}
