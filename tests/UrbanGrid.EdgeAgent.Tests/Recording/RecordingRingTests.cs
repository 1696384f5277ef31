using UrbanGrid.EdgeAgent.Recording;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Recording;

public sealed class RecordingRingTests : IDisposable
{
    private const int PieceBytes = 1024 * 1024;
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_oldest_pieces_go_when_it_reaches_back_far_enough()
    {
        var ring = Open(minutes: 1);
        Record(ring, from: 0, pieces: 100);

        Assert.InRange(ring.Begin!.Value, 138_000, 140_000);
        Assert.Equal(200_000, ring.End);
        Assert.Equal(Directory.GetFiles(ring.Folder).Length * (long)PieceBytes, ring.Bytes);
    }

    [Fact]
    public void The_oldest_pieces_go_when_the_room_is_full()
    {
        var ring = Open(minutes: 60, megabytes: 16);
        Record(ring, from: 0, pieces: 40);

        Assert.Equal(16 * PieceBytes, ring.Bytes);
        Assert.Equal(48_000, ring.Begin);
        Assert.Empty(ring.Find(0, 40_000));
    }

    [Fact]
    public void A_span_of_time_is_found_in_order_and_no_piece_beside_it()
    {
        var ring = Open();
        Record(ring, from: 10_000, pieces: 10);

        Assert.Equal([14_000L, 16_000, 18_000], ring.Find(15_000, 20_000).Select(p => p.From));
    }

    [Fact]
    public void After_a_restart_its_pieces_are_there_and_what_was_unfinished_is_gone()
    {
        Record(Open(), from: 0, pieces: 3);
        var torn = Path.Combine(_folder.Path, "run0123_000003.ts");
        File.WriteAllBytes(torn, new byte[10]);

        var again = Open();

        Assert.Equal((0L, 6_000L), (again.Begin, again.End));
        Assert.False(File.Exists(torn));
    }

    [Fact]
    public void What_may_not_be_kept_any_longer_is_thrown_away()
    {
        var ring = Open();
        Record(ring, from: 0, pieces: 3);

        ring.Clear();

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal((0L, null), (ring.Bytes, ring.Begin));
    }

    [Fact]
    public void A_piece_that_was_begun_before_all_was_thrown_away_is_not_taken_in_after()
    {
        var ring = Open();
        var epoch = ring.Epoch;
        var file = _folder.File("unfinished");
        File.WriteAllBytes(file, new byte[10]);

        ring.Clear();
        ring.Add(file, 0, 2_000, epoch);

        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Null(ring.Begin);
    }

    public void Dispose() => _folder.Dispose();

    private RecordingRing Open(double minutes = 10, int megabytes = 1024) => new(_folder.Path, minutes, megabytes);

    private void Record(RecordingRing ring, long from, int pieces)
    {
        for (var n = 0; n < pieces; n++)
        {
            var file = _folder.File("unfinished");
            File.WriteAllBytes(file, new byte[PieceBytes]);
            ring.Add(file, from + (n * 2_000), from + ((n + 1) * 2_000), ring.Epoch);
        }
    }
}
