using System.Buffers;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>Makes bad packets out of good ones.</summary>
internal sealed class PacketMutator(Random random)
{
    private const int LongestLie = 268_435_455;

    /// <summary>One to four changes to a packet.</summary>
    public byte[] Mutate(byte[] packet, byte[] other)
    {
        var bytes = packet.ToList();
        for (var i = random.Next(1, 5); i > 0 && bytes.Count > 1; i--)
        {
            Change(bytes, other);
        }

        return [.. bytes];
    }

    /// <summary>The same bytes in segments that end wherever they may.</summary>
    public ReadOnlySequence<byte> Split(byte[] bytes)
    {
        if (bytes.Length < 2 || random.Next(4) == 0)
        {
            return new ReadOnlySequence<byte>(bytes);
        }

        var first = new Segment(bytes.AsMemory(0, random.Next(1, bytes.Length)), 0);
        var (last, at) = (first, first.Memory.Length);
        while (at < bytes.Length)
        {
            var length = random.Next(1, bytes.Length - at + 1);
            last = last.Append(bytes.AsMemory(at, length));
            at += length;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveAt(at);
                break;
            case 3:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other[random.Next(other.Length)..]);
                break;
            case 6:
                bytes.AddRange(other);
                break;
            case 7:
                LieAboutLength(bytes);
                break;
            default:
                // Two bytes that are often a length inside the packet.
                bytes[at] = (byte)(random.Next(2) * 0xFF);
                bytes[^1] = (byte)random.Next(256);
                break;
        }
    }

    private void LieAboutLength(List<byte> bytes)
    {
        var lie = random.Next(3) switch
        {
            0 => random.Next(128),
            1 => bytes.Count + random.Next(-3, 4),
            _ => random.Next(LongestLie),
        };
        bytes.RemoveAt(1);
        var encoded = new List<byte>();
        for (var rest = Math.Max(0, lie); encoded.Count == 0 || rest > 0; rest >>= 7)
        {
            encoded.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
        }

        bytes.InsertRange(1, encoded);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
