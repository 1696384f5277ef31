using System.Globalization;
using System.Text.Json.Nodes;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>How long a field is: so many bytes, as a number before it says, or to the end of the body.</summary>
internal readonly record struct Extent(int Bytes, int Prefix)
{
    /// <summary>To the end of the body.</summary>
    public static readonly Extent Rest = new(-1, 0);

    /// <summary>So many bytes.</summary>
    public static Extent Of(int bytes) => new(bytes, 0);

    /// <summary>As a number of so many bytes before it says.</summary>
    public static Extent After(int prefixBytes) => new(0, prefixBytes);

    /// <summary>Takes the field's bytes. A length that runs past the end takes what is there.</summary>
    public bool TryTake(ref BodyReader body, string field, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (Prefix == 0)
        {
            return Bytes >= 0 ? body.TryTake(Bytes, field, out taken) : !body.Ended && Take(body.TakeUpTo(int.MaxValue), out taken);
        }

        if (!body.TryTake(Prefix, field, out var prefix))
        {
            return false;
        }

        var said = (int)Math.Min(BodyReader.Number(prefix), int.MaxValue);
        taken = body.TakeUpTo(said);
        if (taken.Length < said)
        {
            body.Problems.Add($"{field}: {said} bytes announced, {taken.Length} there.");
        }

        return true;
    }

    public void Write(BodyWriter body, ReadOnlySpan<byte> bytes)
    {
        if (Prefix == 0 && Bytes >= 0)
        {
            body.Fixed(bytes, Bytes);
            return;
        }

        var most = Prefix is 0 or >= 4 ? int.MaxValue : (1 << (8 * Prefix)) - 1;
        bytes = bytes[..Math.Min(bytes.Length, most)];
        if (Prefix > 0)
        {
            body.Number((ulong)bytes.Length, Prefix);
        }

        body.Bytes(bytes);
    }

    private static bool Take(ReadOnlySpan<byte> all, out ReadOnlySpan<byte> taken)
    {
        taken = all;
        return true;
    }
}

/// <summary>Text in GBK (STRING).</summary>
internal sealed class TextField(string name, Extent extent) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (extent.TryTake(ref body, Name, out var bytes))
        {
            if (!Gbk.IsGood(bytes))
            {
                body.Problems.Add($"{Name}: no good GBK: {Convert.ToHexString(bytes)}.");
            }

            else if (Gbk.Text(bytes).Any(char.IsControl))
            {
                body.Problems.Add($"{Name}: no text: {Convert.ToHexString(bytes)}.");
            }

            into[Name] = Gbk.Text(bytes);
        }
    }

    public override void Write(BodyWriter body, JsonObject from) => extent.Write(body, Gbk.Bytes(Text(from[Name])));
}

/// <summary>Bytes nobody interprets, as hexadecimal digits.</summary>
internal sealed class BytesField(string name, Extent extent) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (extent.TryTake(ref body, Name, out var bytes))
        {
            into[Name] = Convert.ToHexString(bytes);
        }
    }

    public override void Write(BodyWriter body, JsonObject from) => extent.Write(body, Hex.Bytes(Text(from[Name])));
}

/// <summary>Digits (BCD).</summary>
internal sealed class BcdField(string name, int bytes) : Field(name)
{
    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (body.TryTake(bytes, Name, out var taken))
        {
            if (!Bcd.IsDecimal(taken))
            {
                body.Problems.Add($"{Name}: {Bcd.Text(taken)} is no BCD.");
            }

            into[Name] = Bcd.Text(taken);
        }
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        Span<byte> digits = stackalloc byte[bytes];
        Bcd.Write(Text(from[Name]), digits);
        body.Bytes(digits);
    }
}

/// <summary>A time BCD[6] in Beijing time, as ISO 8601; one that is none shows its digits.</summary>
/// <param name="name">Key in JSON.</param>
/// <param name="zeroMeans">What it means when all digits are 0, e.g. no limit; null where that is a fault.</param>
internal sealed class TimeField(string name, string? zeroMeans = null) : Field(name)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:sszzz";

    public override void Read(ref BodyReader body, JsonObject into)
    {
        if (!body.TryTake(6, Name, out var taken))
        {
            return;
        }

        if (Bcd.TryTime(taken, out var time))
        {
            into[Name] = time.ToString(Format, CultureInfo.InvariantCulture);
            return;
        }

        into[Name] = Bcd.Text(taken);
        if (zeroMeans is null || taken.ContainsAnyExcept((byte)0))
        {
            body.Problems.Add($"{Name}: {Bcd.Text(taken)} is no time YYMMDDhhmmss.");
        }
    }

    public override void Write(BodyWriter body, JsonObject from)
    {
        Span<byte> six = stackalloc byte[6];
        var text = Text(from[Name]);
        if (DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            Bcd.WriteTime(time, six);
        }
        else
        {
            Bcd.Write(text, six);
        }

        body.Bytes(six);
    }
}

/// <summary>Hexadecimal digits.</summary>
internal static class Hex
{
    /// <summary>Bytes of digits; empty if they are none.</summary>
    public static byte[] Bytes(string digits) =>
        digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit) ? Convert.FromHexString(digits) : [];
}
