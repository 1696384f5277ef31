using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>A camera that is told what belongs in its picture.</summary>
[Collection(nameof(CameraHub))]
public sealed class FixtureTests(HubUnderTest hub)
{
    private static readonly PictureBox Box = new(0.4, 0.5, 0.1, 0.1);

    [Fact]
    public async Task What_belongs_there_is_kept_for_the_next_start()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        await camera.ShowAsync(TrialCamera.Street);

        await hub.Services.GetRequiredService<FixtureDesk>().AcceptAsync(camera.Id, Box, default);

        var store = hub.Services.GetRequiredService<FixtureStore>();
        var kept = await Eventually.GetAsync(async () => await store.FindAsync(camera.Id, default) is { Count: 1 } found ? found[0] : null, "the fixture to be kept");
        Assert.Equal(Box, kept.Box);
        Assert.NotEmpty(kept.Look);
    }
}
