using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;
using Xunit.Abstractions;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>The hub is told to stop, as by systemd or a container, while messages pour in.</summary>
public sealed class StopTests(ITestOutputHelper output)
{
    private const int Messages = 40_000;

    [Fact]
    public async Task A_hub_that_is_told_to_stop_has_stored_what_it_acknowledged_and_ends_well()
    {
        using var folder = new TempFolder();
        var (port, mqttPort) = (FreePort.Next(), FreePort.Next());
        var city = Burst.CityWithoutPeople(folder);
        var burst = new Burst(folder, mqttPort, Messages);
        await using var hub = HubProcess.Start(folder.Path, port, mqttPort, city);
        await hub.WaitReadyAsync(port);
        using var stop = new CancellationTokenSource();
        var publishing = burst.PublishAsync(stop.Token);
        await burst.WaitForHalfAsync();
        await hub.TerminateAsync();
        var (code, _, _) = await hub.EndAsync();
        await stop.CancelAsync();
        await publishing;

        var stored = burst.ReadStored();
        var lost = burst.Acknowledged.Keys.Count(key => !stored.ContainsKey(key));
        output.WriteLine($"after SIGTERM: {burst.Acknowledged.Count} acknowledged, {stored.Count} stored, {lost} lost, exit code {code}");
        Assert.Equal((0, 0), (lost, code));
        Assert.InRange(burst.Acknowledged.Count, Messages / 2, Messages - 1);
    }
}
