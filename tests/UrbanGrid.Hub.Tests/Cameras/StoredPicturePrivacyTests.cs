using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>Pictures that say how a view should be, taken before somebody draws a privacy zone over the left half of it.</summary>
[Collection(nameof(CameraHub))]
public sealed class StoredPicturePrivacyTests(HubUnderTest hub)
{
    /// <summary>The street, and a comment in the file by which it is found wherever it lies.</summary>
    private readonly byte[] _street = [.. TrialCamera.Street[..2], 0xFF, 0xFE, 0x00, 0x12, .. Guid.NewGuid().ToByteArray(), .. TrialCamera.Street[2..]];

    private static readonly object Cover = new { name = "cover", box = new { x = 0.7, y = 0.6, width = 0.1, height = 0.1 } };

    [Fact]
    public async Task What_a_privacy_zone_hides_goes_from_the_picture_of_the_empty_street_that_is_kept_already()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await WithPicturesAsync(admin);
        Assert.Equal(_street, await camera.PictureAsync("empty-street.jpg"));

        await camera.DrawAsync(TrialCamera.LeftHalf);

        await GreyPicture.AssertLeftHalfHiddenAsync(await camera.PictureAsync("empty-street.jpg"));
        AssertNoneIsLeft();
    }

    [Fact]
    public async Task And_from_a_covers_reference()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await WithPicturesAsync(admin);
        var address = await ReferenceAsync(admin, camera);
        Assert.Equal(_street, await admin.Http.GetByteArrayAsync(address));

        await camera.DrawAsync(TrialCamera.LeftHalf);

        Assert.Equal(address, await ReferenceAsync(admin, camera));
        await GreyPicture.AssertLeftHalfHiddenAsync(await admin.Http.GetByteArrayAsync(address));
        AssertNoneIsLeft();
    }

    [Fact]
    public async Task Where_a_zone_shows_again_what_it_hid_the_black_is_forgotten_and_covers_elsewhere_keep_theirs()
    {
        using var admin = await hub.SignInAsync("admin");
        var camera = await WithPicturesAsync(admin);
        await camera.DrawAsync(TrialCamera.LeftHalf);

        await camera.DrawAsync(TrialCamera.Kerb);

        Assert.Equal("no_empty_street", (string?)(await admin.GetAsync($"{camera.Path}/empty-street.jpg", HttpStatusCode.NotFound))["code"]);
        Assert.NotNull(await ReferenceAsync(admin, camera));
    }

    private async Task<TrialCamera> WithPicturesAsync(HubClient admin)
    {
        var camera = await TrialCamera.RegisterAsync(hub, admin, TrialCamera.Kerb);
        await admin.SendAsync(HttpMethod.Put, $"{camera.Path}/covers", JsonContent.Create(new[] { Cover }));
        await camera.ShowAsync(_street);
        await admin.SendAsync(HttpMethod.Put, $"{camera.Path}/empty-street", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await admin.PostAsync($"{camera.Path}/covers/cover/reference");
        return camera;
    }

    private static async Task<string> ReferenceAsync(HubClient admin, TrialCamera camera) =>
        (string)Assert.Single((await admin.GetAsync($"{camera.Path}/covers"))[0]!["references"]!.AsArray())!;

    /// <summary>No file of the hub holds the picture as it came: what is served could be masked, and the disk show it still.</summary>
    private void AssertNoneIsLeft() => Assert.DoesNotContain(
        Directory.GetFiles(hub.Options.Data, "*", SearchOption.AllDirectories),
        f => new FileInfo(f).Length == _street.Length && File.ReadAllBytes(f).AsSpan().SequenceEqual(_street));
}
