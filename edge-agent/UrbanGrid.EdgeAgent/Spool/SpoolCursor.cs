using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace UrbanGrid.EdgeAgent.Spool;

/// <summary>
/// The file that remembers up to where the hub has acknowledged. A torn or lost cursor only makes the agent send again
/// what it still has: delivery is at least once.
/// </summary>
internal sealed class SpoolCursor : IDisposable
{
    private const int Bytes = 20;

    private readonly SafeFileHandle _file;

    public SpoolCursor(string folder) =>
        _file = File.OpenHandle(Path.Combine(folder, "cursor"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    public SpoolPosition? Load()
    {
        Span<byte> buffer = stackalloc byte[Bytes];
        if (RandomAccess.Read(_file, buffer, 0) != Bytes
            || BinaryPrimitives.ReadUInt32LittleEndian(buffer[16..]) != SpoolFormat.Checksum(buffer[..16]))
        {
            return null;
        }

        return new SpoolPosition(BinaryPrimitives.ReadInt64LittleEndian(buffer), BinaryPrimitives.ReadInt64LittleEndian(buffer[8..]));
    }

    public void Save(SpoolPosition position)
    {
        Span<byte> buffer = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, position.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[8..], position.Offset);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[16..], SpoolFormat.Checksum(buffer[..16]));
        RandomAccess.Write(_file, buffer, 0);
    }

    public void Dispose() => _file.Dispose();
}
