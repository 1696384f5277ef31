using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Vehicles;

/// <summary>A muck truck that tips off site, from its terminal's fixes over MQTT to the operators.</summary>
[Collection(nameof(OneHub))]
public sealed class DumpingTests(HubUnderTest hub)
{
    private const string Truck = "truck-77";
    private static readonly GeoPoint Tip = new(31.3006, 120.6031);

    [Fact]
    public async Task A_dump_becomes_an_incident_where_it_happened_and_waits_after_the_truck_has_gone()
    {
        using var admin = await hub.SignInAsync("admin");
        var truck = new
        {
            id = Truck, model = "vehicle-terminal", name = new { zh = "渣土车 77 号", en = "Muck truck 77" }, lat = 31.28, lon = 120.58, attributes = new { kind = "muck" },
        };
        var token = (string)(await admin.PostAsync("/devices", truck, HttpStatusCode.Created))["token"]!;
        await using var terminal = await ConnectAsync(token);
        await terminal.PublishAsync(DeviceTopic.Position(Truck), Encoding.UTF8.GetBytes(Round()), MqttQos.AtLeastOnce, false, default);

        using var acceptor = await hub.SignInAsync("acceptor");
        var alarm = await Eventually.GetAsync(
            async () => (await acceptor.GetAsync($"/alarms?device={Truck}&rule=dumping_suspected"))["items"]!.AsArray()
                .FirstOrDefault(a => a!["clearedAt"] is not null && a["incidentId"] is not null),
            "the dump and its end");

        Assert.Equal((Tip.Lat, Tip.Lon), ((double)alarm["place"]!["lat"]!, (double)alarm["place"]!["lon"]!));
        Assert.Equal(("疑似乱倒渣土", "Dumping suspected"), ((string)alarm["rule"]!["name"]!["zh"]!, (string)alarm["rule"]!["name"]!["en"]!));
        Assert.Equal(["Load gone", "Box lifted"], alarm["readings"]!.AsArray().Select(r => (string)r!["metric"]!["name"]!["en"]!));
        var incident = await acceptor.GetAsync($"/incidents/{(long)alarm["incidentId"]!}");
        Assert.Equal(("open", Tip.Lat, Tip.Lon), ((string)incident["state"]!, (double)incident["lat"]!, (double)incident["lon"]!));
        Assert.Equal("event/0111", (string)incident["category"]!["code"]!);
        Assert.NotNull(incident["gridCode"]);

        await acceptor.PostAsync($"/incidents/{(long)incident["id"]!}/confirm");
        var number = (string)(await acceptor.GetAsync($"/incidents/{(long)incident["id"]!}"))["caseNumber"]!;
        Assert.Contains("疑似乱倒渣土（车厢举升、载重骤降）", (await acceptor.GetAsync($"/cases/{number}")).ToJsonString(Plain), StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Five minutes of a fix a second: comes loaded, stands and lifts, goes away empty.</summary>
    private static string Round()
    {
        var begin = HubUnderTest.Now - 300_000;
        return JsonSerializer.Serialize(Enumerable.Range(0, 300).Select(s => new
        {
            ts = begin + (s * 1000),
            lat = Tip.Lat + (Math.Max(Math.Max(100 - s, s - 140), 0) * 0.00005),
            lon = Tip.Lon,
            speed = s is >= 100 and < 140 ? 0 : 20,
            attributes = new { load_share = s < 100 ? 1 : 0, lifted = s is >= 100 and < 140 },
        }));
    }

    private async Task<MqttClient> ConnectAsync(string token)
    {
        var client = new MqttClient(
            new MqttClientOptions { Host = "127.0.0.1", Port = hub.Options.MqttPort, ClientId = Truck, UserName = Truck, Password = token }, TimeProvider.System, NullLogger<MqttClient>.Instance);
        client.Start();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await client.WaitConnectedAsync(patience.Token);
        return client;
    }
}
