using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using UrbanGrid.Ingest.Jt808;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Messages;

namespace UrbanGrid.Ingest.Tests.Jt808;

/// <summary>Frames as bytes: escaping, splitting, dividing, and every body written as it was read.</summary>
public sealed class FrameTests
{
    private const string Phone = "13912344329";

    public static TheoryData<int, int> Bodies
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var message in MessageTable.All)
            {
                for (var edition = 0; edition < message.Bodies.Length; edition++)
                {
                    data.Add(message.Id, edition);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void What_is_read_is_written_the_same_way_and_read_the_same_again(int id, int edition) => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        random =>
        {
            var layout = MessageTable.Find((ushort)id)!.Bodies[edition];
            var written = MessageBody.Write(layout, MessageBody.Read(layout, random ?? []).Fields);
            var again = MessageBody.Read(layout, written);

            Assert.Equal(Convert.ToHexString(written), Convert.ToHexString(MessageBody.Write(layout, again.Fields)));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_filled_with_nothing_but_zeros_is_written_as_long_as_its_edition_has_it(int id, int edition)
    {
        var layout = MessageTable.Find((ushort)id)!.Bodies[edition];
        var empty = MessageBody.Write(layout, []);

        Assert.DoesNotContain(MessageBody.Read(layout, empty).Problems, p => p.Contains("ends too early", StringComparison.Ordinal) || p.Contains("after the last field", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_is_sent_comes_out_of_the_frames_as_it_went_in_however_the_stream_is_torn() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        ArbMap.Default.ArbFor<PositiveInt>(),
        ArbMap.Default.ArbFor<bool>(),
        (body, tear, is2019) =>
        {
            var version = is2019 ? Jt808Version.V2019 : Jt808Version.V2013;
            var stream = new ArrayBufferWriter<byte>();
            FrameWriter.Write(stream, version, 0x8900, Phone, 7, body ?? []);
            FrameWriter.Write(stream, version, 0x8900, Phone, 8, body ?? []);

            var frames = Split(stream.WrittenMemory, 1 + (tear.Get % 40));

            Assert.Equal([7, 8], frames.Select(f => (int)f.Header.Serial));
            Assert.All(frames, f => Assert.Equal(body ?? [], f.Body.ToArray()));
            Assert.All(frames, f => Assert.Equal(Phone, Bcd.Significant(f.Header.Phone)));
            Assert.All(frames, f => Assert.Equal(version, f.Header.Version));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_long_body_is_divided_and_every_package_numbered()
    {
        var body = Enumerable.Range(0, 2_500).Select(i => (byte)i).ToArray();
        var stream = new ArrayBufferWriter<byte>();

        Assert.Equal(3, FrameWriter.Write(stream, Jt808Version.V2019, 0x8108, Phone, 65_535, body));

        var frames = Split(stream.WrittenMemory, 1_000);
        Assert.Equal([(1, 65_535), (2, 0), (3, 1)], frames.Select(f => ((int)f.Header.Part, (int)f.Header.Serial)));
        Assert.Equal(body, frames.SelectMany(f => f.Body.ToArray()));
    }

    [Fact]
    public void A_megabyte_of_delimiters_is_no_frame_and_leaves_nothing_waiting()
    {
        var splitter = default(FrameSplitter);
        var bytes = new byte[1_048_576];
        bytes.AsSpan().Fill(0x7e);
        var buffer = new ReadOnlySequence<byte>(bytes);

        Assert.Equal(SplitResult.More, splitter.Next(ref buffer, out _));
        Assert.True(buffer.IsEmpty);
    }

    [Fact]
    public void After_garbage_and_after_a_frame_without_end_the_next_one_is_found()
    {
        var good = Convert.FromHexString("7e000200000123456789017fff0a7e");
        byte[] stream = [.. "GET / HTTP/1.1"u8, .. good, 0x7e, .. new byte[FrameSplitter.MaxEscaped + 10], .. good, .. good];

        Assert.Equal(3, Split(stream, 5_000).Count(f => f.Header.MessageId == 2));
    }

    [Fact]
    public void A_length_that_is_wrong_is_forgiven_where_the_checksum_is_right_and_not_where_bytes_are_missing()
    {
        Assert.Equal(FrameFault.None, Frame.Read(Convert.FromHexString("000200070123456789017fff0d"), out _));
        Assert.Equal(FrameFault.Truncated, Frame.Read(Convert.FromHexString("0200001c012345678901000100000000"), out _));
        Assert.Equal(FrameFault.Checksum, Frame.Read(Convert.FromHexString("000200000123456789017fff0b"), out _));
        Assert.Equal(FrameFault.Encrypted, Frame.Read(Convert.FromHexString("000204000123456789017fff0e"), out _));
    }

    private static List<Frame> Split(ReadOnlyMemory<byte> stream, int tear)
    {
        List<Frame> frames = [];
        var splitter = default(FrameSplitter);
        byte[] waiting = [];
        for (var at = 0; at < stream.Length; at += tear)
        {
            waiting = [.. waiting, .. stream.Slice(at, Math.Min(tear, stream.Length - at)).Span];
            var buffer = new ReadOnlySequence<byte>(waiting);
            SplitResult found;
            while ((found = splitter.Next(ref buffer, out var escaped)) != SplitResult.More)
            {
                if (found == SplitResult.Frame)
                {
                    var plain = new byte[escaped.Length];
                    var length = Escaping.Unescape(escaped.ToArray(), plain, out _);
                    if (Frame.Read(plain.AsMemory(0, length), out var frame) == FrameFault.None)
                    {
                        frames.Add(frame);
                    }
                }
            }

            waiting = buffer.ToArray();
        }

        return frames;
    }
}
