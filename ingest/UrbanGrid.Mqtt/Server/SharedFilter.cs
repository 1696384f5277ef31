using System.Diagnostics.CodeAnalysis;

namespace UrbanGrid.Mqtt.Server;

/// <summary>The parts of a filter <c>$share/{group}/{filter}</c>, MQTT 5 §4.8.2.</summary>
/// <param name="Group">Share name.</param>
/// <param name="Filter">What the group has subscribed to.</param>
internal sealed record SharedFilter(string Group, string Filter)
{
    /// <summary>Whether a filter asks for a shared subscription, well formed or not.</summary>
    public static bool IsMeant(string filter) => filter.StartsWith(MqttTopic.SharedPrefix, StringComparison.Ordinal);

    /// <summary>Takes a filter apart; false if it is no shared one, or its share name or filter is not allowed.</summary>
    public static bool TryParse(string filter, [NotNullWhen(true)] out SharedFilter? shared)
    {
        shared = null;
        if (!IsMeant(filter))
        {
            return false;
        }

        var rest = filter.AsSpan(MqttTopic.SharedPrefix.Length);
        var slash = rest.IndexOf('/');
        if (slash <= 0 || rest[..slash].IndexOfAny('+', '#') >= 0 || !MqttTopic.IsValidFilter(rest[(slash + 1)..]))
        {
            return false;
        }

        shared = new SharedFilter(rest[..slash].ToString(), rest[(slash + 1)..].ToString());
        return true;
    }
}
