using System.Globalization;
using System.Text;
using UrbanGrid.EdgeAgent.Spool;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Spool;

public sealed class SpoolLaneTests : IDisposable
{
    private const long Roomy = 1024 * 1024;

    private readonly TempFolder _folder = new();

    [Fact]
    public void Messages_come_out_in_the_order_they_went_in()
    {
        using var lane = Open(Roomy);
        Put(lane, 1..501);
        Assert.Equal(Numbers(1..501), Read(lane));
    }

    [Fact]
    public void Messages_that_were_not_acknowledged_are_there_again_after_a_restart()
    {
        using (var lane = Open(Roomy))
        {
            Put(lane, 1..101);
            Acknowledge(lane, 40);
        }

        using var again = Open(Roomy);
        Assert.Equal(Numbers(41..101), Read(again));
    }

    [Fact]
    public void A_rewind_goes_back_to_the_first_message_that_is_not_acknowledged()
    {
        using var lane = Open(Roomy);
        Put(lane, 1..11);
        Acknowledge(lane, 3);
        Read(lane);
        lane.Rewind();
        Assert.Equal(Numbers(4..11), Read(lane));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(15)]
    public void A_message_that_a_crash_left_half_written_is_cut_off_and_the_rest_is_kept(int missing)
    {
        using (var lane = Open(Roomy))
        {
            Put(lane, 1..11);
        }

        using (var file = File.OpenWrite(Segments().Last()))
        {
            file.SetLength(file.Length - missing);
        }

        using var again = Open(Roomy);
        Assert.True(again.TornBytes > 0);
        Put(again, 11..13);
        Assert.Equal(Numbers(1..10).Concat(Numbers(11..13)), Read(again));
    }

    [Fact]
    public void A_full_lane_drops_its_oldest_messages_and_counts_them()
    {
        using var lane = Open(64 * 1024);
        var told = 0L;
        lane.Dropped += lost => told += lost;
        Put(lane, 1..5001);
        var left = Read(lane);
        Assert.InRange(lane.Bytes, 1, 64 * 1024);
        Assert.Equal(5000, left[^1]);
        Assert.Equal(Enumerable.Range(left[0], left.Count), left);
        Assert.Equal(5000 - left.Count, lane.DroppedRecords);
        Assert.Equal(lane.DroppedRecords, told);
    }

    [Fact]
    public void Acknowledged_messages_free_the_disk()
    {
        using var lane = Open(64 * 1024);
        for (var round = 0; round < 50; round++)
        {
            Put(lane, 1..201);
            Acknowledge(lane, 200);
        }

        Assert.Equal(0, lane.DroppedRecords);
        Assert.InRange(Segments().Count(), 1, 2);
        Assert.True(lane.IsEmpty);
    }

    [Fact]
    public void A_segment_that_the_disk_has_damaged_loses_its_rest_and_nothing_else()
    {
        using (var lane = Open(64 * 1024))
        {
            Put(lane, 1..701);
        }

        using (var file = File.OpenWrite(Segments().First()))
        {
            file.Position = file.Length / 2;
            file.Write("damage"u8);
        }

        using var again = Open(64 * 1024);
        var left = Read(again);
        Assert.Equal(1, again.DamagedSegments);
        Assert.Equal(700, left[^1]);
        Assert.Equal(left.Order(), left);
        Assert.InRange(left.Count, 500, 690);
    }

    [Fact]
    public void A_lost_cursor_sends_again_rather_than_too_little()
    {
        using (var lane = Open(Roomy))
        {
            Put(lane, 1..11);
            Acknowledge(lane, 5);
        }

        File.WriteAllText(Path.Combine(_folder.Path, "cursor"), "torn");
        using var again = Open(Roomy);
        Assert.Equal(Numbers(1..11), Read(again));
    }

    public void Dispose() => _folder.Dispose();

    private static void Put(SpoolLane lane, Range numbers)
    {
        foreach (var n in Numbers(numbers))
        {
            lane.Append("urbangrid/v1/d/telemetry", Encoding.UTF8.GetBytes(n.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static IEnumerable<int> Numbers(Range range) => Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value);

    private static List<int> Read(SpoolLane lane)
    {
        var found = new List<int>();
        while (lane.TryRead(out var record, out _))
        {
            found.Add(int.Parse(record.Payload.Span, CultureInfo.InvariantCulture));
        }

        return found;
    }

    private static void Acknowledge(SpoolLane lane, int messages)
    {
        SpoolPosition after = default;
        for (var i = 0; i < messages; i++)
        {
            Assert.True(lane.TryRead(out _, out after));
        }

        lane.Acknowledge(after);
    }

    private SpoolLane Open(long maxBytes) => new(_folder.Path, maxBytes, TimeProvider.System);

    private IEnumerable<string> Segments() => Directory.GetFiles(_folder.Path, "*.seg").Order();
}
