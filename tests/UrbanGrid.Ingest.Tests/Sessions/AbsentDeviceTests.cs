using System.Diagnostics;
using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Tests.Support;
using UrbanGrid.Mqtt;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Sessions;

/// <summary>A device that is away, with the client that Debian ships.</summary>
public sealed class AbsentDeviceTests
{
    [SkippableFact]
    public async Task Commands_wait_for_a_device_that_is_away_also_over_a_restart_of_the_hub()
    {
        using var folder = new TempFolder();
        string token;
        await using (var host = await StartAsync(folder))
        {
            token = await host.AddAsync("lamp-1", "lamp-controller");
            await ListenAsync(host, token, "-E");
            await host.Get<MqttServer>().PublishAsync(
                DeviceTopic.Command("lamp-1", "switch"), "on"u8.ToArray(), MqttQos.AtLeastOnce, retain: false, CancellationToken.None);
        }

        await using var again = await StartAsync(folder);

        Assert.Equal("on\n", await ListenAsync(again, token, "-C", "1"));
    }

    private static Task<IngestHost> StartAsync(TempFolder folder) =>
        IngestHost.StartAsync(folder, adjust: o => o with { SessionFile = folder.File("sessions.db") });

    private static async Task<string> ListenAsync(IngestHost host, string token, params string[] until)
    {
        Skip.If(!File.Exists("/usr/bin/mosquitto_sub"), "Skipped: needs the program mosquitto_sub, which is not installed here (apt-get install mosquitto-clients).");
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", host.Port.ToString(CultureInfo.InvariantCulture), "-i", "lamp-1", "-u", "lamp-1", "-P", token, "-c", "-q", "1",
            "-t", $"{DeviceTopic.Root}lamp-1/command/#", "-W", "60", .. until,
        ];
        using var process = Process.Start(new ProcessStartInfo("mosquitto_sub", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
