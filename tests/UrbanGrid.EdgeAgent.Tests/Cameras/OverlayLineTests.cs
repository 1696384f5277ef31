using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Cameras;
using UrbanGrid.TestKit;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

/// <summary>The real detectors at two frames a second of a clock that a test sets.</summary>
public sealed class OverlayLineTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));
    private readonly List<(string Topic, DetectorView View)> _told = [];
    private readonly FramePipeline _pipeline = new(new CameraWatch
    {
        CameraId = "cam-1",
        Zones = [new CameraZone { Name = "pavement", Purpose = ZonePurpose.Dumping, Polygon = [] }],
        Covers = [new CameraCover { Name = "kerb", Box = new PictureBox(0.4, 0.4, 0.1, 0.15) }],
    });

    private readonly OverlayLine _line;
    private List<byte[]> _frames = [];

    public OverlayLineTests() => _line = new OverlayLine("cam-1", (topic, json) => _told.Add((topic, DetectorView.Read(json))), _time);

    public async Task InitializeAsync() => _frames = await EdgeStreet.FramesAsync();

    [Fact]
    public void While_nobody_looks_nothing_is_told()
    {
        Play(10);
        Assert.Empty(_told);
    }

    [Fact]
    public void While_somebody_looks_it_is_told_once_a_second_and_not_a_second_longer()
    {
        _line.Show(seconds: 5);
        Play(10);
        Assert.InRange(_told.Count, 4, 5);
        Assert.All(_told.Zip(_told.Skip(1)), pair => Assert.True(pair.Second.View.Overlay!.Stamp - pair.First.View.Overlay!.Stamp >= 1_000));

        _told.Clear();
        Play(10);
        Assert.Empty(_told);
    }

    [Fact]
    public void It_tells_zones_and_covers_as_the_pipeline_has_them()
    {
        _line.Show(seconds: 60);
        Play(20);
        var (topic, view) = _told[^1];
        Assert.Equal(DeviceTopic.Overlay("cam-1"), topic);
        Assert.Equal(_pipeline.Overlay!.Zones, view.Overlay!.Zones);
        Assert.Equal("kerb", Assert.Single(view.Covers).Name);
    }

    [Fact]
    public void However_much_stands_there_a_message_is_no_longer_than_the_hub_takes()
    {
        var regions = Enumerable.Range(0, 3 * DetectorView.RegionsMax).Select(i => new Vision.Overlay.OverlayRegion(
            new PictureBox(0.123456789, 0.987654321, 0.0123456789, 0.0123456789), Vision.Overlay.RegionState.WaitingForOwner, new string('区', 64), 12345.6, 1234.5, 86400, "background_likeness", $"cam-1:left_object:{i}"));
        var view = new DetectorView(new Vision.Overlay.PipelineOverlay(1, 0.5, true, false, [.. regions], []), []).Fit();

        Assert.Equal(DetectorView.RegionsMax, view.Overlay!.Regions.Count);
        Assert.InRange(view.Write().Length, 1, 128 * 1024);
        Assert.Equal(DetectorView.RegionsMax, DetectorView.Read(view.Write()).Overlay!.Regions.Count);
    }

    public Task DisposeAsync()
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _pipeline.Dispose();

    private void Play(int frames)
    {
        for (var i = 0; i < frames; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            _pipeline.Process(_frames[i % _frames.Count], _time.GetUtcNow().ToUnixTimeMilliseconds());
            _line.Offer(_pipeline);
        }
    }
}
