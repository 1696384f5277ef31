namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Aliases the server uses on one connection, MQTT 5 §3.3.2.3.4: the first topics get one each, up to what the client
/// allows. Write loop only.
/// </summary>
internal sealed class TopicAliases(int maximum)
{
    private readonly Dictionary<string, ushort> _aliases = new(StringComparer.Ordinal);

    /// <summary>The alias of a topic, 0 for none; and whether the client knows it already.</summary>
    public (ushort Alias, bool IsKnown) Find(string topic)
    {
        if (_aliases.TryGetValue(topic, out var alias))
        {
            return (alias, true);
        }

        return (_aliases.Count < maximum ? (ushort)(_aliases.Count + 1) : (ushort)0, false);
    }

    /// <summary>The client has been told the alias.</summary>
    public void Told(string topic, ushort alias) => _aliases[topic] = alias;
}
