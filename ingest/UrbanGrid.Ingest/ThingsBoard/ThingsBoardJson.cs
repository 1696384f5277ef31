using System.Buffers;
using System.Text.Json;

namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>
/// JSON as ThingsBoard's devices write it. Its own guide publishes <c>{temperature:25}</c>, since a shell eats the quotes, so
/// names without quotes are read too.
/// </summary>
internal static class ThingsBoardJson
{
    /// <summary>Parses; the caller disposes of the document.</summary>
    /// <exception cref="JsonException">It is neither JSON nor JSON with bare names.</exception>
    public static JsonDocument Parse(in ReadOnlySequence<byte> payload)
    {
        try
        {
            return JsonDocument.Parse(payload);
        }
        catch (JsonException) when (payload.Length > 0)
        {
            return JsonDocument.Parse(WithQuotedNames(payload.ToArray()));
        }
    }

    private static byte[] WithQuotedNames(byte[] text)
    {
        var output = new ArrayBufferWriter<byte>(text.Length + 32);
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (text[i] == '"')
            {
                i++;
                while (i < text.Length && text[i] != '"')
                {
                    i += text[i] == '\\' ? 2 : 1;
                }

                i = Math.Min(i + 1, text.Length);
            }
            else if (IsNameByte(text[i]))
            {
                while (i < text.Length && IsNameByte(text[i]))
                {
                    i++;
                }

                if (IsFollowedByColon(text, i))
                {
                    output.Write("\""u8);
                    output.Write(text.AsSpan(start..i));
                    output.Write("\""u8);
                    continue;
                }
            }
            else
            {
                i++;
            }

            output.Write(text.AsSpan(start..i));
        }

        return output.WrittenSpan.ToArray();
    }

    private static bool IsNameByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'+' or >= 0x80;

    private static bool IsFollowedByColon(byte[] text, int at)
    {
        while (at < text.Length && (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
        {
            at++;
        }

        return at < text.Length && text[at] == ':';
    }
}
