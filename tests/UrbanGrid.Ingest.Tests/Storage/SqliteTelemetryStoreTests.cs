using UrbanGrid.Ingest.Storage;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Storage;

/// <summary>SQLite, and what only its files promise.</summary>
public sealed class SqliteTelemetryStoreTests : TelemetryStoreContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_month_has_a_file_and_a_query_reads_across_them()
    {
        await using var store = await OpenAsync();
        await store.AppendAsync([Values("a", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2))], default);

        Assert.True(File.Exists(_folder.File("telemetry-2026-03.db")));
        Assert.True(File.Exists(_folder.File("telemetry-2026-04.db")));
        var points = await store.QueryAsync(new SeriesQuery("a", "tilt", Noon, EndOfMarch + 1), default);
        Assert.Equal([1, 2], points.Select(p => p.Value));
    }

    [Fact]
    public async Task A_month_beyond_the_retention_goes_as_a_whole_file()
    {
        await using var store = await OpenAsync(Options with { Retention = TimeSpan.FromDays(30) });
        await store.AppendAsync([Values("a", ("tilt", EndOfMarch - 1, 1), ("tilt", EndOfMarch, 2))], default);
        await store.QueryAsync(new SeriesQuery("a", "tilt", Noon, EndOfMarch + 1), default);

        await store.UpkeepAsync(DateTimeOffset.FromUnixTimeMilliseconds(EndOfMarch).AddDays(30), default);
        Assert.Equal(["ingest-notes.db", "telemetry-2026-04.db"], Directory.EnumerateFiles(_folder.Path, "*.db").Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Closing_the_store_leaves_nothing_but_its_files()
    {
        await using (var store = await OpenAsync())
        {
            await store.AppendAsync([Values("a", ("tilt", Noon, 1))], default);
            await store.QueryAsync(new SeriesQuery("a", "tilt", 0, Noon + 1), default);
            await store.OpenAlarmsAsync(default);
        }

        Assert.Equal(["ingest-notes.db", "telemetry-2026-03.db"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    protected override Task<ITelemetryStore> OpenAsync(IngestOptions options) =>
        Task.FromResult<ITelemetryStore>(new SqliteTelemetryStore(options with { DataDirectory = _folder.Path }));
}
