using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>A vehicle terminal and a whole hub.</summary>
[Collection(nameof(OneHub))]
public sealed class TerminalTests(HubUnderTest hub)
{
    [Theory]
    [InlineData("013900000001", false)]
    [InlineData("013900000002", true)]
    public async Task A_terminal_that_is_registered_by_its_number_is_on_the_map(string phone, bool udp)
    {
        var id = await AddAsync(phone);
        await using var terminal = await Jt808Terminal.ConnectAsync(hub.Options.Jt808Port, phone, is2019: true, udp);
        await terminal.LogInAsync();
        await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(DateTimeOffset.UtcNow, 31.3, 120.6, kmh: 30));

        using var client = await hub.SignInAsync("admin");
        await Wait.UntilAsync(
            "the vehicle is in the list",
            async () => (await client.GetAsync("/vehicles?limit=200"))["items"]!.AsArray().Any(v => (string)v!["id"]! == id && (double)v["lat"]! == 31.3),
            TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_picture_of_its_camera_is_shown_with_the_vehicle()
    {
        var id = await AddAsync("013900000003");
        await using var terminal = await Jt808Terminal.ConnectAsync(hub.Options.Jt808Port, "013900000003");
        await terminal.LogInAsync();
        var jpeg = Jpegs.Grey(64, 48);
        var body = new byte[36 + jpeg.Length];
        (body[3], body[7]) = (9, 2);
        Jt808Terminal.WritePosition(body.AsSpan(8), DateTimeOffset.UtcNow, 31.3, 120.6);
        jpeg.CopyTo(body, 36);
        await terminal.SendPartsAsync(0x0801, body, 100);
        await terminal.AnswerAsync(0x8800);

        using var client = await hub.SignInAsync("admin");
        var picture = (await client.GetAsync($"/vehicles/{id}/pictures"))["items"]!.AsArray().Single()!;
        Assert.Equal(2, (int)picture["channel"]!);
        var shown = await client.Http.GetAsync((string)picture["url"]!);
        Assert.Equal(("image/jpeg", jpeg.Length), (shown.Content.Headers.ContentType!.MediaType, (int)shown.Content.Headers.ContentLength!));
        await client.GetAsync($"/vehicles/{id}/pictures/..%2F..%2Furbangrid.db", HttpStatusCode.NotFound);
    }

    private async Task<string> AddAsync(string phone)
    {
        var id = $"truck-{phone}";
        await hub.Services.GetRequiredService<DeviceRegistry>().CreateAsync(
            new Device
            {
                Id = id, Model = "vehicle-terminal", Name = new LocalName("车", "truck"),
                Attributes = new Dictionary<string, JsonElement> { ["sim"] = JsonSerializer.SerializeToElement(phone) },
            },
            default);
        return id;
    }
}
