using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Terminals;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Jt808;

/// <summary>Terminals on real sockets.</summary>
public sealed class TerminalGatewayTests : IAsyncLifetime
{
    private const string Phone = "013912344329";

    private readonly TempFolder _folder = new();
    private readonly Channel<CommandReply> _replies = Channel.CreateBounded<CommandReply>(16);
    private readonly Channel<TerminalMedium> _media = Channel.CreateBounded<TerminalMedium>(16);
    private IngestHost _host = null!;

    private static DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(
            _folder,
            adjust: o => o with { Jt808 = o.Jt808 with { PartPatience = TimeSpan.Zero } },
            services: s =>
            {
                s.AddSingleton<TakeReply>((reply, ct) => _replies.Writer.WriteAsync(reply, ct));
                s.AddSingleton<TakeTerminalMedium>((medium, ct) => _media.Writer.WriteAsync(medium, ct));
            });
        await _host.AddAsync("truck-1", "vehicle-terminal", attributes: new { sim = "13912344329" });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_position_is_answered_when_it_is_stored(bool is2019, bool udp)
    {
        await using var terminal = await LogInAsync(is2019, udp);
        var at = Now;

        var serial = await terminal.SendPositionAsync(at, 39.9, 116.4, kmh: 43.2, course: 271, status: 3 | (3 << 8), items: Convert.FromHexString("0104000004d2" + "310109" + "300115"));
        var answer = await terminal.GeneralAnswerAsync(serial);

        Assert.Equal(((ushort)0x0200, (byte)0), (answer.AnsweredId, answer.Result));
        var fix = Assert.Single(await TrackAsync());
        Assert.Equal((at.ToUnixTimeMilliseconds(), 39.9, 116.4, 43.2, 271.0), (fix.Timestamp, fix.Place.Lat, fix.Place.Lon, fix.SpeedKmh, fix.CourseDeg));
        Assert.Equal(
            (1, 1, 123.4, 9, 21),
            (fix.Attributes[VehicleAttributes.Ignition], fix.Attributes[VehicleAttributes.LoadShare], fix.Attributes[VehicleAttributes.OdometerKm],
                fix.Attributes[VehicleAttributes.Satellites], fix.Attributes[VehicleAttributes.Signal]));
        await Eventually.True(() => _host.Hub.Moves.Any(m => m.DeviceId == "truck-1"), "the map is told");
    }

    [Fact]
    public async Task A_terminal_that_registers_again_gets_the_same_code()
    {
        await using var terminal = await ConnectAsync();
        var (_, first) = await terminal.RegisterAsync();
        var (result, second) = await terminal.RegisterAsync();

        Assert.Equal((0, first), (result, second));
        await using var rebooted = await ConnectAsync();
        Assert.Equal(0, await rebooted.AuthenticateAsync(first));
    }

    [Fact]
    public async Task A_terminal_nobody_registered_is_told_so_and_the_log_says_it()
    {
        await using var terminal = await Jt808Terminal.ConnectAsync(_host.TerminalPort, "013800000000");

        Assert.Equal(4, (await terminal.RegisterAsync()).Result);
        Assert.Equal(1, await terminal.AuthenticateAsync("nonsense"));
        await Eventually.TrueAsync(
            async () => (await _host.Get<ConnectionLog>().ReadAsync("013800000000", null, 10, default)).Any(e => e is { Kind: ConnectionEventKind.Refused, Reason: "unknown_terminal" }),
            "the refusal is in the log");
    }

    [Fact]
    public async Task A_wrong_code_lets_nobody_in_and_what_comes_without_one_is_refused()
    {
        await using var terminal = await ConnectAsync();
        await terminal.RegisterAsync();

        Assert.Equal(1, await terminal.AuthenticateAsync("AAAAAAAAAAAAAAAA"));
        Assert.Equal(1, (await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now, 39.9, 116.4))).Result);
        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendAsync(0x0002, []))).Result);
        Assert.Empty(await TrackAsync());
    }

    [Fact]
    public async Task The_devices_token_serves_as_a_code_and_a_new_token_closes_the_connection()
    {
        var token = await _host.Registry.RotateTokenAsync("truck-1", default);
        await using var terminal = await ConnectAsync();
        Assert.Equal(0, await terminal.AuthenticateAsync(token));

        await _host.Registry.RotateTokenAsync("truck-1", default);

        await terminal.ClosedAsync();
    }

    [Fact]
    public async Task A_device_bound_to_one_terminal_lets_no_other_register()
    {
        await _host.Registry.SetAttributesAsync("truck-1", new Dictionary<string, JsonElement?> { ["terminal_id"] = JsonSerializer.SerializeToElement("T000001") }, default);
        await using var terminal = await ConnectAsync();

        Assert.Equal(3, (await terminal.RegisterAsync(terminalId: "T000002")).Result);
        Assert.Equal(0, (await terminal.RegisterAsync(terminalId: "T000001")).Result);
    }

    [Fact]
    public async Task Of_two_terminals_with_one_number_the_newer_wins_and_the_log_has_both_addresses()
    {
        await using var first = await LogInAsync();
        await using var second = await LogInAsync();

        await first.ClosedAsync();
        Assert.Equal(0, (await second.GeneralAnswerAsync(await second.SendPositionAsync(Now, 39.9, 116.4))).Result);
        await Eventually.TrueAsync(
            async () => (await _host.Get<ConnectionLog>().ReadAsync("truck-1", null, 10, default)).Any(e => e.Reason.StartsWith("taken over by 127.0.0.1:", StringComparison.Ordinal)), "the log tells");
    }

    [Fact]
    public async Task Two_terminals_that_keep_taking_a_number_from_each_other_are_told_apart_by_turning_the_newer_away()
    {
        await using var code = await ConnectAsync();
        var (_, word) = await code.RegisterAsync();
        List<Jt808Terminal> terminals = [];
        var results = new List<byte>();
        for (var i = 0; i < 6; i++)
        {
            terminals.Add(await ConnectAsync());
            results.Add(await terminals[^1].AuthenticateAsync(word));
        }

        Assert.Equal([0, 0, 0, 0, 0, 1], results);
        Assert.Equal(0, (await terminals[4].GeneralAnswerAsync(await terminals[4].SendAsync(0x0002, []))).Result);
        foreach (var terminal in terminals)
        {
            await terminal.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_batch_is_answered_once_and_what_was_kept_out_of_reach_is_marked()
    {
        await using var terminal = await LogInAsync();
        var body = new byte[3 + (3 * 30)];
        (body[1], body[2]) = (3, 1);
        for (var i = 0; i < 3; i++)
        {
            body[3 + (i * 30) + 1] = 28;
            Jt808Terminal.WritePosition(body.AsSpan(3 + (i * 30) + 2), Now.AddMinutes(i - 10), 39.9 + (i / 1000.0), 116.4);
        }

        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendAsync(0x0704, body))).Result);

        var track = await TrackAsync();
        Assert.Equal(3, track.Count);
        Assert.All(track, f => Assert.Equal(1, f.Attributes[VehicleAttributes.Spooled]));
    }

    [Theory]
    [InlineData(2099, 39.9, "clock_skew")]
    [InlineData(2000, 39.9, "clock_skew")]
    [InlineData(0, 0, "position_zero")]
    public async Task A_position_that_cannot_be_is_answered_and_kept_with_its_reason(int year, double lat, string reason)
    {
        await using var terminal = await LogInAsync();
        var time = year == 0 ? Now : new DateTimeOffset(year, 1, 2, 3, 4, 5, TimeSpan.Zero);

        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(time, lat, lat == 0 ? 0 : 116.4))).Result);

        Assert.Equal((reason, "jt808/0x0200"), (await _host.Store.DeadLettersAsync("truck-1", 10, default)).Select(l => (l.Reason, l.Topic)).Single());
        Assert.Empty(await TrackAsync());
    }

    [Fact]
    public async Task Garbage_and_broken_frames_are_kept_and_the_next_frame_is_answered()
    {
        await using var terminal = await LogInAsync();
        await terminal.SendRawAsync(Convert.FromHexString("7e000200000123456789017fff0b7e"));
        await terminal.SendRawAsync(Enumerable.Repeat((byte)0x7e, 1_048_576).ToArray());
        await terminal.SendRawAsync(Encoding.ASCII.GetBytes("$GPRMC,garbage"));

        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now, 39.9, 116.4))).Result);
        Assert.Contains(await _host.Store.DeadLettersAsync("truck-1", 10, default), l => l.Reason == "bad_frame" && l.Detail.Contains("checksum", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_sends_nothing_but_broken_frames_is_closed_and_others_notice_nothing()
    {
        await using var good = await LogInAsync();
        await using var bad = await ConnectAsync();
        for (var i = 0; i < 20; i++)
        {
            await bad.SendRawAsync(Convert.FromHexString("7e000200000123456789017fff0b7e"));
        }

        await bad.ClosedAsync();
        Assert.Equal(0, (await good.GeneralAnswerAsync(await good.SendPositionAsync(Now, 39.9, 116.4))).Result);
    }

    [Fact]
    public async Task A_picture_in_packages_is_put_together_and_missing_ones_are_asked_for()
    {
        await using var terminal = await LogInAsync();
        byte[] jpeg = [0xFF, 0xD8, .. Enumerable.Range(0, 2_000).Select(i => (byte)(i % 251)), 0xFF, 0xD9];
        var body = new byte[36 + jpeg.Length];
        (body[3], body[7]) = (7, 2);
        Jt808Terminal.WritePosition(body.AsSpan(8), Now, 39.9, 116.4);
        jpeg.CopyTo(body, 36);

        var first = await terminal.SendPartsAsync(0x0801, body, 500, leaveOut: part => part == 3);
        await terminal.GeneralAnswerAsync((ushort)(first + 4));
        _host.Get<TerminalUpkeep>().Look();
        var ask = await terminal.AnswerAsync(0x8003);
        Assert.Equal(first, ask.AnsweredSerial);
        Assert.Equal([1, 0, 3], ask.Body[2..]);
        await terminal.SendPartAsync(0x0801, body, 500, 3, (ushort)(first + 2));

        var answer = await terminal.AnswerAsync(0x8800);
        Assert.Equal([0, 0, 0, 7], answer.Body);
        var medium = await _media.Reader.ReadAsync();
        Assert.Equal(("truck-1", 7u, 2, "jpg", new GeoPoint(39.9, 116.4)), (medium.DeviceId, medium.MediaId, medium.Channel, medium.Extension, medium.Place!.Value));
        Assert.Equal(jpeg, medium.Bytes.ToArray());
    }

    [Fact]
    public async Task An_alarm_bit_raises_an_alarm_and_its_end_clears_it()
    {
        await using var terminal = await LogInAsync();
        await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now.AddSeconds(-20), 39.9, 116.4, alarms: 1));
        await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now.AddSeconds(-10), 39.9, 116.4, alarms: 1));
        await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now, 0, 0));

        await Eventually.True(() => _host.Hub.Cleared("terminal_emergency").Any(), "the alarm ends");
        var raised = Assert.Single(_host.Hub.Raised("terminal_emergency"));
        Assert.Equal((AlarmSeverity.Critical, new GeoPoint(39.9, 116.4)), (raised.Severity, raised.Place));
    }

    [Fact]
    public async Task What_a_terminal_tells_beside_positions_becomes_an_event()
    {
        await using var terminal = await LogInAsync();
        byte[] driver = [1, .. Convert.FromHexString("240102030405"), 0, 4, 0xD5, 0xC5, 0xC8, 0xFD, .. Encoding.ASCII.GetBytes("12345678901234567890"), 2, 0xB1, 0xB1, .. Convert.FromHexString("20300101")];

        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendAsync(0x0702, driver))).Result);

        var told = Assert.Single(await _host.Store.EventsAsync("truck-1", 0, long.MaxValue / 2, 10, default));
        Assert.Equal("driver", told.Type);
        Assert.Equal("张三", JsonDocument.Parse(told.Data!).RootElement.GetProperty("driver").GetString());
    }

    [Fact]
    public async Task A_message_nobody_knows_is_answered_so_and_kept()
    {
        await using var terminal = await LogInAsync();

        Assert.Equal(3, (await terminal.GeneralAnswerAsync(await terminal.SendAsync(0x0F42, [1, 2, 3]))).Result);
        await Eventually.TrueAsync(async () => (await _host.Store.DeadLettersAsync("truck-1", 10, default)).Any(l => l.Topic == "jt808/0x0F42"), "it is kept");
    }

    [Fact]
    public async Task A_text_goes_out_and_the_terminals_answer_is_the_commands_reply()
    {
        await using var terminal = await LogInAsync(is2019: true);
        await SendAsync("text", new { message = "请回场" });

        var text = await terminal.AnswerAsync(0x8300);
        Assert.Equal([0x0C, 1, 0xC7, 0xEB, 0xBB, 0xD8, 0xB3, 0xA1], text.Body);
        await terminal.SendAsync(0x0001, [(byte)(text.Serial >> 8), (byte)text.Serial, 0x83, 0, 0]);

        var reply = await _replies.Reader.ReadAsync();
        Assert.Equal(("truck-1", "c1", true), (reply.DeviceId, reply.CommandId, reply.Ok));
    }

    [Fact]
    public async Task Asking_for_the_position_is_answered_by_the_position()
    {
        await using var terminal = await LogInAsync();
        await SendAsync("snapshot", null);
        var ask = await terminal.AnswerAsync(0x8201);
        await terminal.SendAsync(0x0001, [(byte)(ask.Serial >> 8), (byte)ask.Serial, 0x82, 1, 0]);
        var body = new byte[30];
        (body[0], body[1]) = ((byte)(ask.Serial >> 8), (byte)ask.Serial);
        Jt808Terminal.WritePosition(body.AsSpan(2), Now, 39.9, 116.4);
        await terminal.GeneralAnswerAsync(await terminal.SendAsync(0x0201, body));

        var reply = await _replies.Reader.ReadAsync();
        Assert.True(reply.Ok);
        Assert.Equal(39.9, reply.Result!.Value.GetProperty("latitude").GetProperty("value").GetDouble());
        Assert.Single(await TrackAsync());
    }

    [Fact]
    public async Task A_refused_command_is_replied_as_refused_and_an_interval_is_a_parameter()
    {
        await using var terminal = await LogInAsync();
        await SendAsync("set_interval", new { seconds = 10 });

        var set = await terminal.AnswerAsync(0x8103);
        Assert.Equal(Convert.FromHexString("01" + "00000029" + "04" + "0000000A"), set.Body);
        await terminal.SendAsync(0x0001, [(byte)(set.Serial >> 8), (byte)set.Serial, 0x81, 3, 3]);

        Assert.False((await _replies.Reader.ReadAsync()).Ok);
    }

    [Fact]
    public async Task A_datagram_that_comes_twice_is_stored_once_and_answered_twice()
    {
        await using var terminal = await LogInAsync(udp: true);
        var first = await terminal.SendAsync(0x0301, [7]);
        await terminal.GeneralAnswerAsync(first);

        await terminal.SendRawAsync(Again(first));
        await terminal.GeneralAnswerAsync(first);

        Assert.Single(await _host.Store.EventsAsync("truck-1", 0, long.MaxValue / 2, 10, default));

        static byte[] Again(ushort serial)
        {
            byte[] plain = [0x03, 0x01, 0, 1, .. Convert.FromHexString(Phone), (byte)(serial >> 8), (byte)serial, 7];
            return [0x7e, .. plain, plain.Aggregate((a, b) => (byte)(a ^ b)), 0x7e];
        }
    }

    [Fact]
    public async Task A_terminal_that_goes_on_from_another_address_must_authenticate_itself_again()
    {
        await using var terminal = await LogInAsync(udp: true);
        await using var moved = await Jt808Terminal.ConnectAsync(_host.TerminalPort, Phone, udp: true, from: System.Net.IPAddress.Parse("127.0.0.2"));

        Assert.Equal(1, (await moved.GeneralAnswerAsync(await moved.SendPositionAsync(Now, 39.9, 116.4))).Result);
        Assert.Equal(0, (await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now, 39.9, 116.4))).Result);
        await moved.LogInAsync();

        Assert.Equal(0, (await moved.GeneralAnswerAsync(await moved.SendPositionAsync(Now.AddSeconds(-1), 39.9, 116.4))).Result);
        Assert.Equal(1, (await terminal.GeneralAnswerAsync(await terminal.SendPositionAsync(Now.AddSeconds(-2), 39.9, 116.4))).Result);
    }

    [Fact]
    public async Task The_server_tells_its_time_in_utc()
    {
        await using var terminal = await ConnectAsync(is2019: true);
        await terminal.SendAsync(0x0004, []);

        var told = Convert.ToHexString((await terminal.AnswerAsync(0x8004)).Body);

        Assert.Contains(told[..8], new[] { Now.UtcDateTime, Now.UtcDateTime.AddMinutes(-1) }.Select(t => t.ToString("yyMMddHH", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_terminal_that_logs_out_is_offline_at_once_and_one_that_is_shut_out_loses_its_connection()
    {
        await using var terminal = await LogInAsync();
        await _host.Registry.SetEnabledAsync("truck-1", false, default);
        await terminal.ClosedAsync();

        await using var back = await ConnectAsync();
        Assert.Equal(4, (await back.RegisterAsync()).Result);
    }

    [Fact]
    public async Task An_unknown_terminal_may_ask_to_be_let_in_where_a_key_is_given()
    {
        await using var other = await StartWithKeyAsync();
        await using var terminal = await Jt808Terminal.ConnectAsync(other.Host.TerminalPort, "013777777777");

        var (result, code) = await terminal.RegisterAsync();

        Assert.Equal((0, 0), (result, await terminal.AuthenticateAsync(code)));
        Assert.NotNull(other.Host.Registry.Find("13777777777"));
    }

    private static async Task<HostWithKey> StartWithKeyAsync()
    {
        var folder = new TempFolder();
        string key;
        await using (var before = await IngestHost.StartAsync(folder))
        {
            key = (await before.Get<ProvisioningKeys>().CreateAsync("trucks", "vehicle-terminal", KeyApproval.Automatic, null, null, "test", default)).Secret;
        }

        return new HostWithKey(folder, await IngestHost.StartAsync(folder, adjust: o => o with { Jt808 = o.Jt808 with { ProvisioningKey = key } }));
    }

    private sealed record HostWithKey(TempFolder Folder, IngestHost Host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            Folder.Dispose();
        }
    }

    private async Task SendAsync(string name, object? args) => Assert.True(await _host.Get<DeviceCommands>().SendAsync(
        new OutgoingCommand("c1", "truck-1", name, args is null ? null : JsonSerializer.SerializeToElement(args), long.MaxValue), default));

    private Task<Jt808Terminal> ConnectAsync(bool is2019 = false, bool udp = false) => Jt808Terminal.ConnectAsync(_host.TerminalPort, Phone, is2019, udp);

    private async Task<Jt808Terminal> LogInAsync(bool is2019 = false, bool udp = false)
    {
        var terminal = await ConnectAsync(is2019, udp);
        await terminal.LogInAsync();
        return terminal;
    }

    private async Task<IReadOnlyList<PositionSample>> TrackAsync() => await _host.Store.TrackAsync("truck-1", 0, long.MaxValue / 2, 100, default);
}
