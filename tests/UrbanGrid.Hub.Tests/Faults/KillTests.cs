using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;
using Xunit.Abstractions;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>PUBACK means stored (docs/guarantees.md): the hub is killed while messages pour in.</summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Messages = 50_000;

    [Fact]
    public async Task A_killed_hub_has_lost_no_acknowledged_message_and_stored_none_twice()
    {
        using var folder = new TempFolder();
        var (port, mqttPort) = (FreePort.Next(), FreePort.Next());
        var city = Burst.CityWithoutPeople(folder);
        var burst = new Burst(folder, mqttPort, Messages);

        await using (var hub = HubProcess.Start(folder.Path, port, mqttPort, city))
        {
            await hub.WaitReadyAsync(port);
            using var stop = new CancellationTokenSource();
            var publishing = burst.PublishAsync(stop.Token);
            await burst.WaitForHalfAsync();
            await hub.KillAsync();
            await stop.CancelAsync();
            await publishing;
        }

        var atKill = burst.Acknowledged.Count;
        await using (var hub = HubProcess.Start(folder.Path, port, mqttPort, city))
        {
            await hub.WaitReadyAsync(port);
            var stored = burst.ReadStored();
            var lost = burst.Acknowledged.Keys.Count(key => !stored.ContainsKey(key));
            output.WriteLine($"after the kill: {atKill} acknowledged, {stored.Count} stored, {lost} lost, {stored.Values.Count(n => n > 1)} twice");
            Assert.Equal(0, lost);
            Assert.All(stored.Values, n => Assert.Equal(1, n));

            // The publishers send everything again, as clients do that never saw the acknowledgement.
            await burst.PublishAsync(default);
        }

        var all = burst.ReadStored();
        output.WriteLine($"after sending all again: {burst.Acknowledged.Count} acknowledged, {all.Count} stored, {all.Values.Count(n => n > 1)} twice");
        Assert.Equal(Messages, all.Count);
        Assert.All(all.Values, n => Assert.Equal(1, n));
    }
}
