using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>A body as its layout reads it.</summary>
/// <param name="Version">Edition whose layout it has.</param>
/// <param name="Fields">Its fields; bytes after the last one stand under <c>rest</c>.</param>
/// <param name="Problems">What is wrong with it, in words.</param>
internal sealed record MessageBody(Jt808Version Version, JsonObject Fields, IReadOnlyList<string> Problems)
{
    private const string Rest = "rest";

    /// <summary>Reads a body, as far as it can be read.</summary>
    public static MessageBody Read(ushort messageId, Jt808Version version, ReadOnlySpan<byte> body)
    {
        List<string> problems = [];
        var fields = new JsonObject();
        if (MessageTable.Find(messageId) is not { } message)
        {
            problems.Add($"Nobody knows the message 0x{messageId:X4}.");
            fields["hex"] = Convert.ToHexString(body);
            return new MessageBody(version, fields, problems);
        }

        var layout = message.Of(version, body);
        var reader = new BodyReader(body, problems);
        Field.ReadAll(layout.Fields, ref reader, fields);
        if (!reader.Left.IsEmpty)
        {
            fields[Rest] = Convert.ToHexString(reader.Left);
            problems.Add($"{reader.Left.Length} bytes after the last field; they are kept as 'rest'.");
        }

        // Where editions do not differ, the header's stands.
        return new MessageBody(message.Bodies.Length == 1 ? version : layout.Version, fields, problems);
    }

    /// <summary>Writes a body as an edition has it; what the fields lack is zero or empty.</summary>
    public static byte[] Write(ushort messageId, Jt808Version version, JsonObject fields)
    {
        var writer = new BodyWriter();
        if (MessageTable.Find(messageId) is { } message)
        {
            Field.WriteAll(message.Of(version).Fields, writer, fields);
            writer.Bytes(Hex.Bytes(Field.Text(fields[Rest])));
        }
        else
        {
            writer.Bytes(Hex.Bytes(Field.Text(fields["hex"])));
        }

        return writer.Written.ToArray();
    }
}
