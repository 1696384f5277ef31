using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
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

    [Fact]
    public async Task What_its_camera_sees_now_is_asked_of_the_terminal_and_comes_as_a_picture()
    {
        const string Phone = "013900000004";
        var id = await AddAsync(Phone);
        await using var terminal = await Jt808Terminal.ConnectAsync(hub.Options.Jt808Port, Phone);
        await terminal.LogInAsync();
        var video = await KeyFrameAsync();
        using var client = await hub.SignInAsync("admin");

        var asking = client.Http.GetAsync($"/api/v1/vehicles/{id}/video.jpg?channel=3");
        var order = await terminal.AnswerAsync(0x9101);
        Assert.Equal("127.0.0.1", System.Text.Encoding.ASCII.GetString(order.Body.AsSpan(1, order.Body[0])));
        Assert.Equal([3, 1, 1], order.Body[^3..]);
        using (var stream = new TcpClient())
        {
            await stream.ConnectAsync(IPAddress.Loopback, BinaryPrimitives.ReadUInt16BigEndian(order.Body.AsSpan(1 + order.Body[0])));
            await SendVideoAsync(stream.GetStream(), Phone, channel: 3, video);
            var answer = await asking;
            var jpeg = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal([0xFF, 0xD8], jpeg[..2]);
        }

        Assert.Equal(3, (await terminal.AnswerAsync(0x9102)).Body[0]);
    }

    private static async Task<byte[]> KeyFrameAsync()
    {
        using var folder = new TempFolder();
        using var ffmpeg = Process.Start("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=1", "-frames:v", "1", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-f", "h264", folder.File("frame.h264")]);
        await ffmpeg.WaitForExitAsync();
        return await File.ReadAllBytesAsync(folder.File("frame.h264"));
    }

    /// <summary>A key frame in packets of JT/T 1078-2016, table 19.</summary>
    private static async Task SendVideoAsync(NetworkStream stream, string phone, byte channel, byte[] frame)
    {
        const int Most = 950;
        for (var at = 0; at < frame.Length; at += Most)
        {
            var length = Math.Min(Most, frame.Length - at);
            var division = (at == 0, at + length == frame.Length) switch { (true, true) => 0, (true, false) => 1, (false, true) => 2, _ => 3 };
            byte[] packet =
            [
                .. "01cd"u8, 0x81, 98, 0, (byte)(at / Most), .. Convert.FromHexString(phone), channel, (byte)division, .. new byte[8], .. new byte[4], (byte)(length >> 8), (byte)length,
                .. frame.AsSpan(at, length),
            ];
            await stream.WriteAsync(packet);
        }
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
