using System.Buffers;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>One file of a lane. Records are appended whole; nothing in it is ever changed.</summary>
internal sealed class SpoolSegment : IDisposable
{
    private const string Extension = ".seg";

    private readonly string _path;
    private readonly SafeFileHandle _file;

    private SpoolSegment(string path, long number)
    {
        _path = path;
        Number = number;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        Length = RandomAccess.GetLength(_file);
    }

    public long Number { get; }

    public long Length { get; private set; }

    public static SpoolSegment Open(string folder, long number) =>
        new(Path.Combine(folder, number.ToString("D16", CultureInfo.InvariantCulture) + Extension), number);

    public static IEnumerable<long> NumbersIn(string folder) =>
        Directory.EnumerateFiles(folder, "*" + Extension)
            .Select(f => long.TryParse(Path.GetFileNameWithoutExtension(f), CultureInfo.InvariantCulture, out var n) ? n : -1)
            .Where(n => n >= 0)
            .Order();

    public void Append(long enqueuedAt, string topic, ReadOnlySpan<byte> payload)
    {
        var size = SpoolFormat.SizeOf(topic, payload);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            SpoolFormat.Write(buffer.AsSpan(0, size), enqueuedAt, topic, payload);
            RandomAccess.Write(_file, buffer.AsSpan(0, size), Length);
            Length += size;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The record at <paramref name="offset"/> and where the next one starts; null if there is no whole one.</summary>
    public SpoolRecord? ReadAt(long offset, out long next)
    {
        next = offset;
        Span<byte> header = stackalloc byte[SpoolFormat.HeaderBytes];
        if (BodyLengthAt(offset, header) is not { } length)
        {
            return null;
        }

        var body = new byte[length];
        if (!ReadFully(body, offset + SpoolFormat.HeaderBytes) || SpoolFormat.Read(header, body) is not { } record)
        {
            return null;
        }

        next = offset + SpoolFormat.HeaderBytes + length;
        return record;
    }

    /// <summary>Cuts off what a crash left half-written; returns the bytes removed.</summary>
    public long CutTornTail()
    {
        var offset = 0L;
        while (ReadAt(offset, out var next) is not null)
        {
            offset = next;
        }

        var torn = Length - offset;
        if (torn > 0)
        {
            RandomAccess.SetLength(_file, offset);
            Length = offset;
        }

        return torn;
    }

    /// <summary>Records between an offset and the end, by their headers alone.</summary>
    public long CountFrom(long offset)
    {
        var count = 0L;
        Span<byte> header = stackalloc byte[SpoolFormat.HeaderBytes];
        while (BodyLengthAt(offset, header) is { } length)
        {
            count++;
            offset += SpoolFormat.HeaderBytes + length;
        }

        return count;
    }

    public void Sync() => RandomAccess.FlushToDisk(_file);

    public void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    private int? BodyLengthAt(long offset, Span<byte> header)
    {
        if (offset + SpoolFormat.HeaderBytes > Length || !ReadFully(header, offset))
        {
            return null;
        }

        var length = SpoolFormat.BodyLength(header);
        return length is { } n && offset + SpoolFormat.HeaderBytes + n <= Length ? n : null;
    }

    private bool ReadFully(Span<byte> target, long offset)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(_file, target, offset);
            if (read == 0)
            {
                return false;
            }

            target = target[read..];
            offset += read;
        }

        return true;
    }
}
