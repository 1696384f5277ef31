using UrbanGrid.Hub.Replay;
using UrbanGrid.TestKit;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Tests.Replay;

/// <summary>How long replays and their files are kept.</summary>
public sealed class ReplayShelfTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private long _now;

    [Fact]
    public void The_oldest_goes_when_there_are_too_many()
    {
        var shelf = Shelf(new ReplayLimits { KeptMax = 2 });
        var replays = Enumerable.Range(0, 3).Select(_ => Put(shelf, ReplayState.Done)).ToList();
        Assert.Equal([replays[2], replays[1]], shelf.All);
        Assert.Equal([false, true, true], replays.Select(r => File.Exists(r.Clip.Source)));
    }

    [Fact]
    public void The_oldest_goes_when_the_clips_need_too_much_room()
    {
        var shelf = Shelf(new ReplayLimits { KeptBytesMax = 250 });
        var replays = Enumerable.Range(0, 3).Select(_ => Put(shelf, ReplayState.Done)).ToList();
        Assert.Equal([replays[2], replays[1]], shelf.All);
    }

    [Fact]
    public void One_that_is_not_over_stays()
    {
        var shelf = Shelf(new ReplayLimits { KeptMax = 1 });
        var waiting = Put(shelf, ReplayState.Queued);
        Put(shelf, ReplayState.Done);
        Assert.Contains(waiting, shelf.All);
    }

    [Fact]
    public void A_clip_stays_while_another_replay_is_of_it()
    {
        var shelf = Shelf(new ReplayLimits());
        var first = Put(shelf, ReplayState.Done);
        var second = Put(shelf, ReplayState.Done, first.Clip);
        shelf.Remove(first);
        Assert.True(File.Exists(second.Clip.Source));
        shelf.Remove(second);
        Assert.False(Directory.Exists(second.Clip.Folder));
    }

    [Fact]
    public void What_a_crash_left_behind_is_gone_at_the_start()
    {
        var path = _folder.File("replays/clips/old/source");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        Shelf(new ReplayLimits()).Clear();
        Assert.False(File.Exists(path));
    }

    public void Dispose() => _folder.Dispose();

    private ReplayShelf Shelf(ReplayLimits limits) => new(_folder.File("replays"), limits);

    private Hub.Replay.Replay Put(ReplayShelf shelf, ReplayState state, ReplayClip? clip = null)
    {
        if (clip is null)
        {
            var folder = shelf.NewClipFolder(out var id);
            clip = new ReplayClip(id, folder, Path.Combine(folder, "source"), "street", new VideoFacts(1, 64, 48, "h264"));
            File.WriteAllBytes(clip.Source, new byte[100]);
        }

        var replay = new Hub.Replay.Replay
        {
            Clip = clip,
            Watch = new ReplayWatch(new CameraWatch { CameraId = "clip" }, null, 5, 0),
            By = "admin",
            CreatedAt = _now++,
            PictureRoot = shelf.PictureRoot,
            Status = new ReplayStatus(state),
        };
        shelf.Add(replay);
        return replay;
    }
}
