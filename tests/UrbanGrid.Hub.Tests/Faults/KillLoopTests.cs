using System.Globalization;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;
using Xunit.Abstractions;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary><c>kill -9</c> at random moments, again and again, while devices publish on and on.</summary>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    /// <summary>How often; <c>./run faults</c> asks for fifty.</summary>
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("URBANGRID_KILLS"), CultureInfo.InvariantCulture, out var n) ? n : 3;

    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("URBANGRID_SEED"), CultureInfo.InvariantCulture, out var n) ? n : 1;

    [Fact]
    public async Task However_often_a_hub_is_killed_it_has_lost_nothing_acknowledged_and_stored_nothing_twice()
    {
        using var folder = new TempFolder();
        var (port, mqttPort) = (FreePort.Next(), FreePort.Next());
        var city = Burst.CityWithoutPeople(folder);
        var moment = new Random(Seed);
        var hub = HubProcess.Start(folder.Path, port, mqttPort, city);
        try
        {
            await hub.WaitReadyAsync(port);
            await using var publishers = new SteadyPublishers(mqttPort, Burst.ReadToken(folder));
            for (var kill = 1; kill <= Kills; kill++)
            {
                if (moment.Next(5) > 0)
                {
                    // One kill of five hits a hub that is still starting.
                    await hub.WaitReadyAsync(port);
                    await publishers.WaitForMoreAsync();
                }

                await Task.Delay(moment.Next(2_000));
                await hub.KillAsync();
                await hub.DisposeAsync();
                var acknowledged = publishers.Acknowledged.Keys.ToArray();
                var stored = Burst.ReadStored(folder);
                var lost = acknowledged.Count(key => !stored.ContainsKey(key));
                var twice = stored.Values.Count(times => times > 1);
                output.WriteLine($"kill {kill}: {acknowledged.Length} acknowledged, {stored.Count} stored, {lost} lost, {twice} twice (seed {Seed})");
                Assert.Equal((0, 0), (lost, twice));
                hub = HubProcess.Start(folder.Path, port, mqttPort, city);
            }

            await hub.WaitReadyAsync(port);
            await publishers.FinishAsync();
            Assert.Equal(publishers.Acknowledged.Count, Burst.ReadStored(folder).Count);
        }
        finally
        {
            await hub.DisposeAsync();
        }
    }
}
