using System.Buffers.Binary;

namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>Reads a body from front to back; too few bytes end it, are told once, and break nothing.</summary>
/// <param name="bytes">The body.</param>
/// <param name="problems">Takes what is wrong, in words.</param>
internal ref struct BodyReader(ReadOnlySpan<byte> bytes, ICollection<string> problems)
{
    private ReadOnlySpan<byte> _left = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Left => _left;

    /// <summary>Whether a field found too few bytes; nothing after it can be read.</summary>
    public bool Ended { get; private set; }

    /// <summary>Where problems go.</summary>
    public readonly ICollection<string> Problems => problems;

    /// <summary>Takes bytes of a field; false if there are too few.</summary>
    public bool TryTake(int count, string field, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (Ended)
        {
            return false;
        }

        if (_left.Length < count)
        {
            Ended = true;
            problems.Add($"{field}: {count} bytes wanted, {_left.Length} left; the body ends too early.");
            return false;
        }

        taken = _left[..count];
        _left = _left[count..];
        return true;
    }

    /// <summary>Takes as many bytes as there are, at most so many.</summary>
    public ReadOnlySpan<byte> TakeUpTo(int count)
    {
        var taken = Ended ? default : _left[..Math.Min(count, _left.Length)];
        _left = _left[taken.Length..];
        return taken;
    }

    /// <summary>An unsigned number of 1 to 8 bytes, the highest first.</summary>
    public static ulong Number(ReadOnlySpan<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[8];
        bytes.CopyTo(wide[(8 - bytes.Length)..]);
        return BinaryPrimitives.ReadUInt64BigEndian(wide);
    }
}
