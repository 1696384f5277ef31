using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Decoding;

/// <summary>A divided message put together again.</summary>
/// <param name="Header">Header of its first package.</param>
/// <param name="Body">The bodies of the packages, in order.</param>
/// <param name="Missing">Packages that were not there.</param>
internal sealed record JoinedMessage(FrameHeader Header, byte[] Body, IReadOnlyList<int> Missing);

/// <summary>Puts packages together that were given together: those of one terminal, one message, and serials that follow each other.</summary>
internal static class PartsTogether
{
    public static IEnumerable<JoinedMessage> Join(IReadOnlyList<(FrameHeader Header, byte[] Body)> parts)
    {
        foreach (var message in parts.GroupBy(p => (p.Header.Phone, p.Header.MessageId, p.Header.Parts, First: (ushort)(p.Header.Serial - p.Header.Part))))
        {
            var byNumber = message.GroupBy(p => (int)p.Header.Part).ToDictionary(p => p.Key, p => p.First());
            if (!byNumber.TryGetValue(1, out var first))
            {
                continue;
            }

            var all = Enumerable.Range(1, message.Key.Parts);
            yield return new JoinedMessage(
                first.Header,
                [.. byNumber.OrderBy(p => p.Key).SelectMany(p => p.Value.Body)],
                [.. all.Where(n => !byNumber.ContainsKey(n)).Take(20)]);
        }
    }
}
