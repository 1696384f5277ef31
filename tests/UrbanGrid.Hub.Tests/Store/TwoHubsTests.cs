using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Store;

/// <summary>Two hubs, each a process of its own, share one PostgreSQL.</summary>
public sealed class TwoHubsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly int[] _ports = [FreePort.Next(), FreePort.Next()];
    private readonly int[] _mqttPorts = [FreePort.Next(), FreePort.Next()];

    [SkippableFact]
    public async Task What_changes_at_one_hub_reaches_the_devices_and_browsers_of_the_other()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        using var folder = new TempFolder();
        await using var a = HubProcess.Start(folder.File("a"), _ports[0], _mqttPorts[0], SmallCity(folder), database);
        await using var b = HubProcess.Start(folder.File("b"), _ports[1], _mqttPorts[1], city: null, database);
        await a.WaitReadyAsync(_ports[0]);
        await b.WaitReadyAsync(_ports[1]);
        var people = JsonSerializer.Deserialize<Credentials>(
            await File.ReadAllBytesAsync(Path.Combine(folder.File("a"), FirstStart.CredentialsFile)), JsonSerializerOptions.Web)!.Users;
        using var admin = await SignInAsync(0, people, "admin");
        using var collector = await SignInAsync(0, people, "collector");
        using var elsewhere = await SignInAsync(1, people, "collector");

        // A session of one hub is a session of the other.
        Assert.Equal(HttpStatusCode.OK, (await admin.Http.GetAsync($"http://127.0.0.1:{_ports[1]}/api/v1/session")).StatusCode);

        // A case that is reported at A is pushed at B, and its number is the next one whoever reports.
        var pushed = await ReportUntilPushedAsync(collector, elsewhere);
        Assert.Equal(Next(pushed), await ReportAsync(elsewhere, 31.301));

        // A device that is registered at A connects at B.
        var issued = await admin.PostAsync(
            "/devices", new { id = "m-new", model = "generic", name = new { zh = "新", en = "New" } }, HttpStatusCode.Created);
        await using var device = Client("m-new", (string)issued["token"]!);
        device.Start();
        await Wait.UntilAsync("the new device is let in at the other hub", () => Task.FromResult(device.IsConnected), Patience);

        // One whose token is renewed at A loses its session at B, and the old token lets nobody in.
        await admin.PostAsync("/devices/m-new/token");
        await Wait.UntilAsync(
            "the old token is refused at the other hub", () => Task.FromResult(device.LastRefusal == MqttReasonCode.BadUserNameOrPassword), Patience);

        // One that is deleted at A is gone at B.
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Http.DeleteAsync("/api/v1/devices/m-new")).StatusCode);
        await Wait.UntilAsync(
            "the deleted device is unknown at the other hub",
            async () => (await elsewhere.Http.GetAsync("/api/v1/devices/m-new")).StatusCode == HttpStatusCode.NotFound,
            Patience);
    }

    /// <summary>
    /// A number that the listener's hub pushed. A hub that has just started may not listen yet; it then tells its browsers to
    /// fetch everything instead, so the next report is waited for.
    /// </summary>
    private static async Task<string> ReportUntilPushedAsync(HubClient reporter, HubClient listener)
    {
        for (var tries = 1; ; tries++)
        {
            await using var stream = await EventReader.OpenAsync(listener, null);
            var made = await ReportAsync(reporter, 31.3);
            try
            {
                var pushed = await stream.NextAsync("case", data => (string?)data["number"] == made);
                Assert.Equal(("reported", 1), ((string?)pushed.Data["state"], (long?)pushed.Data["version"]));
                return made;
            }
            catch (OperationCanceledException) when (tries < 6)
            {
            }
        }
    }

    private static string Next(string number) =>
        number[..^4] + (int.Parse(number[^4..], System.Globalization.CultureInfo.InvariantCulture) + 1).ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> ReportAsync(HubClient client, double lat) =>
        (string)(await client.PostAsync("/cases", new { category = "event/0110", lat, lon = 120.6, description = "纸箱" }))["number"]!;

    private Task<HubClient> SignInAsync(int hub, IReadOnlyList<UserCredential> people, string role)
    {
        var person = people.First(p => p.Role == role);
        return HubClient.SignInAsync(new Uri($"http://127.0.0.1:{_ports[hub]}"), person.User, person.Password);
    }

    private MqttClient Client(string id, string token) => new(
        new MqttClientOptions { Host = "127.0.0.1", Port = _mqttPorts[1], ClientId = $"{id}-test", UserName = id, Password = token },
        TimeProvider.System, NullLogger<MqttClient>.Instance);

    /// <summary>The sample city with two people: a password takes a good part of a second.</summary>
    private static string SmallCity(TempFolder folder)
    {
        var city = Directory.CreateDirectory(folder.File("city")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("deploy", "sample-city")))
        {
            File.Copy(file, Path.Combine(city, Path.GetFileName(file)));
        }

        File.WriteAllText(
            Path.Combine(city, "users.csv"),
            "login,name_zh,name_en,role,department\ncollector1,李巡,Li Xun,collector,\nadmin,系统管理员,Administrator,admin,\n",
            Encoding.UTF8);
        return city;
    }
}
