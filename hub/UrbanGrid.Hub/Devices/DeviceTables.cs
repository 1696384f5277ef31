using System.Globalization;
using System.Text;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary>Answer of <c>POST /devices/import</c>: what it changed, or its faults; tokens only of new devices, and only here.</summary>
public sealed record ImportView(
    int Created, int Updated, int Unchanged, IReadOnlyList<CsvFault> Faults, IReadOnlyList<ImportedDevice> Devices);

/// <summary>A device an import has registered.</summary>
public sealed record ImportedDevice(string Id, string Token);

/// <summary><c>/devices/import</c> and <c>/devices/export.csv</c>.</summary>
public static class DeviceTables
{
    /// <summary>Largest file taken, bytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Takes a whole table over, or nothing of it.</summary>
    public static async Task<ImportView> ImportAsync(
        bool? dryRun, DeviceRegistry registry, DeviceModels models, CityRegister cities, ILogger<DeviceRegistry> logger, HttpContext context, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, ct);
        if (DeviceCsv.Decode(body.GetBuffer().AsSpan(0, (int)body.Length)) is not { } text)
        {
            return Refused([new CsvFault(1, null, new LocalText("文件编码应为 UTF-8 或 GBK。", "The file must be in UTF-8 or GBK."))]);
        }

        List<CsvFault> faults = [];
        var rows = DeviceCsv.Read(text, faults);
        var import = new DeviceImport(registry, models, await cities.CurrentAsync(ct));
        if (faults.Count == 0)
        {
            import.Read(rows);
            faults = import.Faults;
        }

        if (faults.Count > 0)
        {
            return Refused(faults);
        }

        IReadOnlyList<IssuedDevice> issued = [];
        if (dryRun != true)
        {
            issued = await registry.ApplyAsync(import.Created, import.Updated, ct);
            logger.LogInformation(
                "Audit: {User} imported devices: {Created} created, {Updated} updated", Caller.Of(context.User).User, import.Created.Count, import.Updated.Count);
        }

        context.Response.Headers.CacheControl = "no-store";
        return new ImportView(
            import.Created.Count, import.Updated.Count, import.Unchanged, [], [.. issued.Select(i => new ImportedDevice(i.Device.Id, i.Token))]);
    }

    /// <summary>All devices as a table that can be imported again; with a byte order mark, so that spreadsheets read the Chinese.</summary>
    public static IResult Export(DeviceRegistry registry) => Results.Stream(
        async stream =>
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
            await writer.WriteAsync(DeviceCsv.Line(DeviceCsv.Columns));
            foreach (var device in registry.All)
            {
                await writer.WriteAsync(DeviceCsv.Line(
                [
                    device.Id, device.Model, device.Name.Zh, device.Name.En, Number(device.Place?.Lat), Number(device.Place?.Lon),
                    device.ComponentCode ?? "", device.Gateway ?? "", device.Enabled ? "true" : "false", DeviceCsv.Extra(device.Attributes),
                ]));
            }
        },
        "text/csv; charset=utf-8",
        "devices.csv");

    private static ImportView Refused(IReadOnlyList<CsvFault> faults) => new(0, 0, 0, faults, []);

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
