using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>A body as its layout reads it.</summary>
/// <param name="Version">Edition whose layout it has.</param>
/// <param name="Fields">Its fields; bytes after the last one stand under <c>rest</c>.</param>
/// <param name="Problems">What is wrong with it, in words.</param>
internal sealed record MessageBody(Jt808Version Version, JsonObject Fields, IReadOnlyList<string> Problems)
{
    /// <summary>Reads a body, as far as it can be read.</summary>
    public static MessageBody Read(ushort messageId, Jt808Version version, ReadOnlySpan<byte> body)
    {
        if (MessageTable.Find(messageId) is { } message)
        {
            var read = Read(message.Of(version, body), body);

            // Where editions do not differ, the header's stands.
            return message.Bodies.Length == 1 ? read with { Version = version } : read;
        }

        return new MessageBody(version, new JsonObject { ["hex"] = Convert.ToHexString(body) }, [$"Nobody knows the message 0x{messageId:X4}."]);
    }

    /// <summary>Reads a body as one edition has it.</summary>
    public static MessageBody Read(BodyLayout layout, ReadOnlySpan<byte> body)
    {
        List<string> problems = [];
        var fields = new JsonObject();
        var reader = new BodyReader(body, problems);
        Field.ReadAll(layout.Fields, ref reader, fields);
        if (reader.Ended && !reader.Left.IsEmpty)
        {
            fields[Field.CutOff] = Convert.ToHexString(reader.Left);
        }
        else if (!reader.Left.IsEmpty)
        {
            fields[Field.Rest] = Convert.ToHexString(reader.Left);
            problems.Add($"{reader.Left.Length} bytes after the last field; they are kept as 'rest'.");
        }

        return new MessageBody(layout.Version, fields, problems);
    }

    /// <summary>Writes a body as an edition has it; what the fields lack is zero or empty.</summary>
    public static byte[] Write(ushort messageId, Jt808Version version, JsonObject fields) =>
        MessageTable.Find(messageId) is { } message ? Write(message.Of(version), fields) : Hex.Bytes(Field.Text(fields["hex"]));

    /// <summary>Writes a body of a layout.</summary>
    public static byte[] Write(BodyLayout layout, JsonObject fields)
    {
        var writer = new BodyWriter();
        Field.WriteAll(layout.Fields, writer, fields);
        writer.Bytes(Hex.Bytes(Field.Text(fields[Field.Rest])));
        return writer.Written.ToArray();
    }
}
