using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Alarms;
using UrbanGrid.Hub.Tests.Replay;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Vision.Clips;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>Two cameras are turned while the hub is down; on one the zones are drawn anew before its next picture.</summary>
public sealed class KnownViewTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    [Fact]
    public async Task A_camera_turned_while_the_hub_was_down_is_found_moved_unless_it_was_drawn_anew()
    {
        using var admin = await _hub.SignInAsync("admin");
        var (left, redrawn) = (await TrialCamera.RegisterAsync(_hub, admin, TrialCamera.Kerb), await TrialCamera.RegisterAsync(_hub, admin, TrialCamera.Kerb));
        await ShowAsync(await FramesAsync(turned: 0), times: 2, left, redrawn);

        await _hub.RestartAsync();
        using var later = await _hub.SignInAsync("admin");
        await redrawn.DrawAsync(later, TrialCamera.LeftHalf, TrialCamera.Kerb);
        await ShowAsync(await FramesAsync(turned: 60), times: 4, left, redrawn);

        var moved = (await _hub.Services.GetRequiredService<AlarmRegister>().OpenAsync(default)).Where(a => a.Rule == "picture_moved");
        Assert.Equal(left.Id, Assert.Single(moved).DeviceId);
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    private static async Task<List<byte[]>> FramesAsync(int turned)
    {
        List<byte[]> frames = [];
        await foreach (var frame in ClipFrames.ReadAsync(await StreetClip.WallAsync(), 2, $"crop=640:360:{turned}:{turned / 3}"))
        {
            frames.Add(frame.Jpeg);
        }

        return frames;
    }

    private static async Task ShowAsync(List<byte[]> frames, int times, params TrialCamera[] cameras)
    {
        foreach (var frame in Enumerable.Repeat(frames, times).SelectMany(f => f))
        {
            foreach (var camera in cameras)
            {
                await camera.ShowAsync(frame);
            }
        }
    }
}
