using System.Buffers;
using UrbanGrid.Ingest.Jt808.Decoding;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench.Fuzz;

/// <summary>
/// Breaks published frames of vehicle terminals in every way: splitting and decoding must neither throw nor lose the good frame
/// that follows.
/// </summary>
internal sealed class Jt808Fuzzer(int seed)
{
    private static readonly byte[] Good = Convert.FromHexString("7E000200000123456789017FFF0A7E");

    private readonly byte[][] _corpus =
        [.. File.ReadLines(Repository.PathOf("tests", "UrbanGrid.Ingest.Tests", "Jt808", "vectors.tsv")).Where(l => !l.StartsWith('#')).Select(l => Convert.FromHexString(l.Split('\t')[1]))];

    private readonly PacketMutator _mutator = new(new Random(seed));
    private readonly Random _random = new(seed);

    /// <summary>Frames tried.</summary>
    public int Tried { get; private set; }

    /// <summary>Frames that could be read all the same.</summary>
    public int Read { get; private set; }

    public void Fuzz(int rounds)
    {
        for (var i = 0; i < rounds; i++, Tried++)
        {
            var frame = _mutator.Mutate(_corpus[_random.Next(_corpus.Length)], _corpus[_random.Next(_corpus.Length)]);
            if (_random.Next(2) == 0)
            {
                Repair(frame);
            }

            try
            {
                var shown = FrameDecoder.Decode([Convert.ToHexString(frame)]);
                Read += shown.Count(s => s["checksum"]?["ok"]?.GetValue<bool>() == true);
                RequireNext(frame);
            }
            catch (Exception problem) when (problem is not FuzzFailure)
            {
                throw new FuzzFailure("the codec threw", seed, frame, problem);
            }
        }
    }

    /// <summary>Gives it the right checksum, so that its body is looked at as well.</summary>
    private static void Repair(byte[] frame)
    {
        if (frame.Length > 4)
        {
            (frame[0], frame[^1]) = (Escaping.Delimiter, Escaping.Delimiter);
            frame[^2] = Escaping.Checksum(frame.AsSpan(1, frame.Length - 3));
        }
    }

    private void RequireNext(byte[] frame)
    {
        byte[] stream = [.. frame, .. Good];
        var splitter = default(FrameSplitter);
        var buffer = _mutator.Split(stream);
        SplitResult found;
        var last = Array.Empty<byte>();
        while ((found = splitter.Next(ref buffer, out var piece)) != SplitResult.More)
        {
            last = found == SplitResult.Frame ? piece.ToArray() : last;
        }

        if (!last.AsSpan().SequenceEqual(Good.AsSpan(1, Good.Length - 2)))
        {
            throw new FuzzFailure("the frame after it was lost", seed, frame);
        }
    }
}
