using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Tests.Devices;

[Collection(nameof(OneHub))]
public sealed class DeviceTableTests(HubUnderTest hub)
{
    private const string Table = "id,model,name_zh,name_en,lat,lon,component,gateway,enabled,extra\r\n";

    private DeviceRegistry Registry => hub.Services.GetRequiredService<DeviceRegistry>();

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("gbk", false)]
    public async Task A_table_of_devices_is_taken_over_whatever_bytes_it_comes_in(string encoding, bool mark)
    {
        var id = $"csv-{encoding}-{mark}";
        using var admin = await hub.SignInAsync("admin");
        var text = $"编号,型号,中文名称,英文名称,纬度,经度,附加属性\r\n{id},manhole-cover,雨水井盖,\"Cover, \"\"new\"\"\",31.2990796,120.595984,well_depth_m=2.5;serial=007\r\n";
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(encoding)?.GetBytes(text) ?? Encoding.UTF8.GetBytes(text);
        var answer = await ImportAsync(admin, mark ? [.. Encoding.UTF8.GetPreamble(), .. bytes] : bytes);
        Assert.Equal((1, 0, 0), Counts(answer));
        var device = Registry.Find(id)!;
        Assert.Equal(("雨水井盖", "Cover, \"new\"", 2.5, "007"), (device.Name.Zh, device.Name.En, device.Number("well_depth_m"), device.Text("serial")));
        Assert.NotNull(device.GridCode);
        Assert.Equal(id, Registry.FindByToken(Encoding.UTF8.GetBytes((string)answer["devices"]![0]!["token"]!))?.Id);
    }

    [Fact]
    public async Task One_fault_and_nothing_is_changed_and_every_fault_has_its_place()
    {
        using var admin = await hub.SignInAsync("admin");
        var answer = await ImportAsync(admin, Table
            + "csv-good,generic,好,good,,,,,,\r\n"
            + "bad id,generic,,,,,,,,\r\n"
            + "csv-x,teapot,,,,,,,,\r\n"
            + "csv-y,generic,,,95,120,,,,\r\n"
            + "csv-z,generic,,,31,,,,,\r\n"
            + "csv-good,generic,,,,,,,,\r\n"
            + "csv-w,generic,,,,,,mh-01,perhaps,nonsense\r\n");
        Assert.Equal(
            ["3 id", "4 model", "5 lat", "6 lon", "7 id", "8 gateway", "8 enabled", "8 extra"],
            answer["faults"]!.AsArray().Select(f => $"{f!["line"]} {f["column"]}"));
        Assert.All(answer["faults"]!.AsArray(), f => Assert.NotEqual((string?)f!["message"]!["zh"], (string?)f["message"]!["en"]));
        Assert.Null(Registry.Find("csv-good"));
    }

    [Fact]
    public async Task A_dry_run_counts_and_changes_nothing_and_a_second_import_updates()
    {
        using var admin = await hub.SignInAsync("admin");
        var table = Table + "csv-d1,generic,一,one,,,,,,\r\ncsv-d2,generic,二,two,,,,,,a=1\r\n";
        Assert.Equal((2, 0, 0), Counts(await ImportAsync(admin, table, dryRun: true)));
        Assert.Null(Registry.Find("csv-d1"));
        Assert.Equal((2, 0, 0), Counts(await ImportAsync(admin, table)));
        var changed = await ImportAsync(admin, "id,model,name_en\r\ncsv-d1,generic,uno\r\ncsv-d2,generic,two\r\n");
        Assert.Equal((0, 1, 1), Counts(changed));
        Assert.Empty(changed["devices"]!.AsArray());
        Assert.Equal(("一", "uno"), (Registry.Find("csv-d1")!.Name.Zh, Registry.Find("csv-d1")!.Name.En));
        Assert.Equal(1, Registry.Find("csv-d2")!.Number("a"));
    }

    [Fact]
    public async Task What_is_exported_can_be_imported_and_changes_nothing()
    {
        using var admin = await hub.SignInAsync("admin");
        var export = await admin.Http.GetAsync("/api/v1/devices/export.csv");
        Assert.Equal("text/csv", export.Content.Headers.ContentType!.MediaType);
        var bytes = await export.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var answer = await ImportAsync(admin, bytes, dryRun: true);
        Assert.Equal((0, 0), ((int)answer["created"]!, (int)answer["updated"]!));
        Assert.Empty(answer["faults"]!.AsArray());
        Assert.True((int)answer["unchanged"]! > 10);
    }

    [Fact]
    public async Task Thousands_of_devices_come_in_one_file_and_too_many_do_not()
    {
        using var admin = await hub.SignInAsync("admin");
        var rows = new StringBuilder(Table);
        for (var i = 0; i <= 50_000; i++)
        {
            rows.Append("csv-many-").Append(i).Append(",generic,,,,,,,,\r\n");
        }

        var tooMany = await ImportAsync(admin, rows.ToString(), dryRun: true);
        Assert.Equal(50_002, (int)tooMany["faults"]![0]!["line"]!);
        Assert.Equal(50_000, (int)(await ImportAsync(admin, rows.ToString()[..rows.ToString().LastIndexOf("csv-many", StringComparison.Ordinal)], dryRun: true))["created"]!);
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/v1/devices/import") { Content = Content(new byte[(16 * 1024 * 1024) + 1]), Headers = { ExpectContinue = true } };
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await admin.Http.SendAsync(large)).StatusCode);
        using var leader = await hub.SignInAsync("leader");
        await leader.SendAsync(HttpMethod.Post, "/devices/import", Content(Encoding.UTF8.GetBytes(Table)), HttpStatusCode.Forbidden);
    }

    private static (int Created, int Updated, int Unchanged) Counts(JsonNode answer)
    {
        Assert.Empty(answer["faults"]!.AsArray());
        return ((int)answer["created"]!, (int)answer["updated"]!, (int)answer["unchanged"]!);
    }

    private static Task<JsonNode> ImportAsync(HubClient admin, string text, bool dryRun = false) => ImportAsync(admin, Encoding.UTF8.GetBytes(text), dryRun);

    private static Task<JsonNode> ImportAsync(HubClient admin, byte[] bytes, bool dryRun = false) =>
        admin.SendAsync(HttpMethod.Post, $"/devices/import?dryRun={(dryRun ? "true" : "false")}", Content(bytes));

    private static ByteArrayContent Content(byte[] bytes) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
}
