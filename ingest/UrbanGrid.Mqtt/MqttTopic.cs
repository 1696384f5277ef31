namespace UrbanGrid.Mqtt;

/// <summary>Rules for topic names and topic filters, MQTT 5 §4.7.</summary>
public static class MqttTopic
{
    /// <summary>Deepest topic accepted; no standard limit, but one is needed so that a topic cannot exhaust the stack.</summary>
    public const int MaxLevels = 128;

    /// <summary>Prefix of shared subscriptions, §4.8.2.</summary>
    public const string SharedPrefix = "$share/";

    /// <summary>Whether messages may be published to <paramref name="topic"/>: not empty, no wildcard, not too deep.</summary>
    public static bool IsValidName(ReadOnlySpan<char> topic) =>
        topic.Length is > 0 and <= ushort.MaxValue && topic.IndexOfAny('+', '#', '\0') < 0
        && topic.Count('/') < MaxLevels;

    /// <summary>Whether <paramref name="filter"/> may be subscribed to: wildcards fill a level, <c>#</c> is the last.</summary>
    public static bool IsValidFilter(ReadOnlySpan<char> filter)
    {
        if (filter.Length is 0 or > ushort.MaxValue || filter.Contains('\0') || filter.Count('/') >= MaxLevels)
        {
            return false;
        }

        foreach (var range in filter.Split('/'))
        {
            var level = filter[range];
            var wildcard = level.IndexOfAny('+', '#');
            if (wildcard >= 0 && (level.Length > 1 || (level[0] == '#' && range.End.Value != filter.Length)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a message on <paramref name="topic"/> goes to a subscription of <paramref name="filter"/>.</summary>
    public static bool Matches(ReadOnlySpan<char> filter, ReadOnlySpan<char> topic)
    {
        // §4.7.2: a leading wildcard does not match topics that start with $.
        if (topic.StartsWith('$') && filter is ['+' or '#', ..])
        {
            return false;
        }

        while (true)
        {
            var level = NextLevel(ref filter, out var moreFilter);
            if (level is "#")
            {
                return true;
            }

            var name = NextLevel(ref topic, out var moreTopic);
            if (level is not "+" && !level.SequenceEqual(name))
            {
                return false;
            }

            if (!moreTopic)
            {
                return !moreFilter || filter is "#";
            }

            if (!moreFilter)
            {
                return false;
            }
        }
    }

    internal static ReadOnlySpan<char> NextLevel(ref ReadOnlySpan<char> rest, out bool more)
    {
        var slash = rest.IndexOf('/');
        more = slash >= 0;
        var level = more ? rest[..slash] : rest;
        rest = more ? rest[(slash + 1)..] : default;
        return level;
    }
}
