using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Messages;

namespace UrbanGrid.Ingest.Jt808.Decoding;

/// <summary>Says what frames mean, as JSON; a help to whoever connects a terminal. Nothing makes it give up: it reads what can be read and lists the rest as problems.</summary>
public static class FrameDecoder
{
    private const string Problems = "problems";

    /// <summary>Decodes what somebody copied from a log: frames in hexadecimal digits, with or without spaces, <c>0x</c> and commas.</summary>
    /// <returns>One object a frame; then one a message that was divided and is complete.</returns>
    public static IReadOnlyList<JsonObject> Decode(IEnumerable<string> texts)
    {
        List<JsonObject> shown = [];
        List<(FrameHeader Header, byte[] Body)> parts = [];
        foreach (var text in texts)
        {
            if (HexText.TryRead(text, out var bytes, out var strange))
            {
                Decode(bytes, strange, shown, parts);
            }
            else
            {
                shown.Add(new JsonObject { ["input"] = text, [Problems] = new JsonArray($"These are no hexadecimal digits: {strange}") });
            }
        }

        shown.AddRange(PartsTogether.Join(parts).Select(Describe));
        return shown;
    }

    private static void Decode(byte[] bytes, string? strange, List<JsonObject> shown, List<(FrameHeader Header, byte[] Body)> parts)
    {
        foreach (var candidate in FrameCandidate.Find(bytes))
        {
            var one = Describe(candidate, out var header, out var body);
            if (strange is not null)
            {
                ((JsonArray)one[Problems]!).Add((JsonNode)strange);
            }

            shown.Add(one);
            if (header is { IsPart: true } part)
            {
                parts.Add((part, body));
            }
        }
    }

    private static JsonObject Describe(FrameCandidate candidate, out FrameHeader? header, out byte[] body)
    {
        List<string> problems = [.. candidate.Problems];
        var bytes = candidate.Unescaped.AsSpan();
        body = [];
        header = null;
        if (bytes.Length < 2 || !FrameHeader.TryRead(bytes[..^1], out var read))
        {
            problems.Add($"{bytes.Length} bytes are too few for a header (12 bytes, 17 since 2019) and a checksum.");
            return new JsonObject { ["frame"] = Convert.ToHexString(bytes), [Problems] = Array(problems) };
        }

        header = read;
        var expected = Escaping.Checksum(bytes[..^1]);
        var isGood = expected == bytes[^1];
        body = bytes[read.Length..^1].ToArray();
        if (!isGood && body.Length < read.SaidLength)
        {
            // Cut off: the last byte is no checksum but belongs to the body.
            body = bytes[read.Length..].ToArray();
        }

        CheckHeader(read, body.Length, isGood, expected, bytes[^1], problems);
        var shown = Head(read, body.Length);
        shown["checksum"] = new JsonObject { ["value"] = $"0x{bytes[^1]:X2}", ["expected"] = $"0x{expected:X2}", ["ok"] = isGood };
        if (read.Encryption != 0)
        {
            shown["body"] = new JsonObject { ["hex"] = Convert.ToHexString(body) };
        }
        else if (read is { IsPart: true })
        {
            // Only the first package begins with the fields of the message; where it ends is no fault.
            shown["body"] = read.Part == 1 ? MessageBody.Read(read.MessageId, read.Version, body).Fields : new JsonObject();
            shown["body"]!["hex"] = Convert.ToHexString(body);
        }
        else
        {
            ShowBody(read, body, shown, problems);
        }

        shown[Problems] = Array(problems);
        return shown;
    }

    private static JsonObject Describe(JoinedMessage joined)
    {
        List<string> problems = [.. joined.Missing.Select(p => $"Package {p} of {joined.Header.Parts} is missing.")];
        var shown = Head(joined.Header with { IsPart = false }, joined.Body.Length);
        shown["joinedFrom"] = joined.Header.Parts;
        ShowBody(joined.Header, joined.Body, shown, problems);
        shown[Problems] = Array(problems);
        return shown;
    }

    private static JsonObject Head(FrameHeader header, int bodyLength)
    {
        var message = MessageTable.Find(header.MessageId);
        var shown = new JsonObject
        {
            ["messageId"] = $"0x{header.MessageId:X4}",
            ["name"] = message is null
                ? new JsonObject { ["zh"] = "未知消息", ["en"] = "Unknown message" }
                : new JsonObject { ["zh"] = message.Names.Zh, ["en"] = message.Names.En },
            ["direction"] = (header.MessageId & 0x8000) != 0 ? "platform to terminal" : "terminal to platform",
            ["version"] = header.Version == Jt808Version.V2019 ? "2019" : "2011/2013",
            ["phone"] = header.Phone,
            ["serial"] = header.Serial,
            ["bodyLength"] = bodyLength,
            ["encryption"] = header.Encryption switch { 0 => "none", 1 => "RSA", _ => $"reserved ({header.Encryption})" },
        };
        if (header.ProtocolVersion is { } protocol)
        {
            shown["protocolVersion"] = protocol;
        }

        if (header.IsPart)
        {
            shown["subPackage"] = new JsonObject { ["total"] = header.Parts, ["number"] = header.Part };
        }

        return shown;
    }

    private static void ShowBody(FrameHeader header, byte[] body, JsonObject shown, List<string> problems)
    {
        var read = MessageBody.Read(header.MessageId, header.Version, body);
        if (MessageTable.Find(header.MessageId) is { Bodies.Length: > 1 })
        {
            shown["bodyVersion"] = read.Version switch { Jt808Version.V2011 => "2011", Jt808Version.V2013 => "2013", _ => "2019" };
            if (header.Version == Jt808Version.V2019 && read.Version != Jt808Version.V2019)
            {
                problems.Add("The frame is of 2019, its body of an older edition.");
            }
            else if (header.Version != Jt808Version.V2019 && read.Version == Jt808Version.V2019)
            {
                problems.Add("The frame is older than 2019, its body of 2019.");
            }
        }

        shown["body"] = read.Fields;
        problems.AddRange(read.Problems);
    }

    private static void CheckHeader(FrameHeader header, int bodyLength, bool isGood, byte expected, byte found, List<string> problems)
    {
        if (!isGood)
        {
            problems.Add($"The checksum is 0x{found:X2}, it should be 0x{expected:X2}: bytes are wrong or missing.");
        }

        if (header.SaidLength != bodyLength)
        {
            problems.Add($"The header says {header.SaidLength} bytes of body, there are {bodyLength}.");
        }

        if (header.Contradicts)
        {
            problems.Add(header.Version == Jt808Version.V2019
                ? "The version bit (14) is not set, yet the header has the form of 2019."
                : "The version bit (14) is set, yet the header has the form before 2019, with a number of six bytes.");
        }

        if (header.Phone.Any(c => !char.IsAsciiDigit(c)))
        {
            problems.Add($"The terminal's number {header.Phone} is no BCD.");
        }

        if (header.Encryption != 0)
        {
            problems.Add("The body is encrypted; it is shown as it stands.");
        }

        if (header.IsPart && (header.Part == 0 || header.Part > header.Parts))
        {
            problems.Add($"Package {header.Part} of {header.Parts} cannot be.");
        }
    }

    private static JsonArray Array(IEnumerable<string> problems) => new([.. problems.Select(p => (JsonNode)JsonValue.Create(p))]);
}
