using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Decoding;

/// <summary>Bytes that may be a frame.</summary>
/// <param name="Unescaped">Without delimiters and escapes.</param>
/// <param name="Problems">What is wrong so far.</param>
internal sealed record FrameCandidate(byte[] Unescaped, IReadOnlyList<string> Problems)
{
    /// <summary>Finds all in bytes; where there is no delimiter, all of them are one.</summary>
    public static IEnumerable<FrameCandidate> Find(byte[] bytes)
    {
        var pieces = Split(bytes);
        for (var i = 0; i < pieces.Count; i++)
        {
            var (begin, end) = pieces[i];
            List<string> problems = [];
            if (begin == 0)
            {
                problems.Add("It does not begin with 7e.");
            }

            if (end == bytes.Length)
            {
                problems.Add("It does not end with 7e.");
            }

            yield return Read(bytes.AsSpan(begin, end - begin), problems);
        }
    }

    private static List<(int Begin, int End)> Split(byte[] bytes)
    {
        List<(int, int)> pieces = [];
        var begin = 0;
        for (var at = 0; at <= bytes.Length; at++)
        {
            if (at == bytes.Length || bytes[at] == Escaping.Delimiter)
            {
                if (at > begin)
                {
                    pieces.Add((begin, at));
                }

                begin = at + 1;
            }
        }

        return pieces;
    }

    /// <summary>Some logs show frames with their escapes taken away already: where only that makes the checksum right, it is so.</summary>
    private static FrameCandidate Read(ReadOnlySpan<byte> piece, List<string> problems)
    {
        var unescaped = new byte[piece.Length];
        unescaped = unescaped[..Escaping.Unescape(piece, unescaped, out var strange)];
        if (IsGood(unescaped) || unescaped.Length == piece.Length)
        {
            if (strange)
            {
                problems.Add("7d is followed by something else than 01 or 02.");
            }

            return new FrameCandidate(unescaped, problems);
        }

        if (IsGood(piece))
        {
            problems.Add("The escapes had been taken away already.");
            return new FrameCandidate(piece.ToArray(), problems);
        }

        return new FrameCandidate(unescaped, problems);
    }

    private static bool IsGood(ReadOnlySpan<byte> frame) => frame.Length > 1 && Escaping.Checksum(frame[..^1]) == frame[^1];
}
