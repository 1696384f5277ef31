using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Storage.Copying;
using UrbanGrid.Ingest.Storage.Postgres;
using UrbanGrid.Ingest.Vehicles.Journeys;
using UrbanGrid.TestKit;
using static UrbanGrid.Ingest.Tests.Storage.TelemetryStoreContract;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>Journeys in a file.</summary>
public sealed class SqliteJourneyStoreTests : JourneyStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task They_are_copied_to_PostgreSQL_with_the_telemetry()
    {
        await using (var source = await OpenAsync())
        {
            await source.SaveAsync(Everything(), default);
        }

        var target = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var report = await TelemetryCopy.RunAsync(_folder.Path, target, new Progress<CopyProgress>(), default);

        Assert.True(report.IsComplete);
        await using var store = new PostgresJourneyStore(Options with { TelemetryConnection = target });
        Assert.Equal(Everything().Trips, await store.TripsAsync(new JourneyQuery(["a"], 0, 1_000), default));
        Assert.Equal(2, (await store.EventsAsync(new JourneyQuery(["a"], 0, 1_000), default)).Count);
        Assert.Single(await store.CheckpointsAsync(default));
    }

    internal override Task<IJourneyStore> OpenAsync() => Task.FromResult<IJourneyStore>(new SqliteJourneyStore(Options with { DataDirectory = _folder.Path }));
}

/// <summary>Journeys in PostgreSQL.</summary>
public sealed class PostgresJourneyStoreTests : JourneyStoreContract
{
    internal override async Task<IJourneyStore> OpenAsync() =>
        new PostgresJourneyStore(Options with { TelemetryConnection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() });
}
