using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests;

/// <summary>A casework on its own SQLite file, with a clock that the test moves.</summary>
internal sealed class CaseworkHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private CaseworkHost(CaseworkOptions options)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCasework(o => o.UseSqlite(ConnectionString), options);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Monday 2026-03-02 08:00 Beijing time.</summary>
    public ManualTime Time { get; } = new();

    public string ConnectionString => $"Data Source={_folder.File("urbangrid.db")};Pooling=False";

    public static string SampleCity => Repository.PathOf("deploy", "sample-city");

    public CaseDesk Desk => Get<CaseDesk>();

    public static async Task<CaseworkHost> StartAsync(CaseworkOptions? options = null)
    {
        var host = new CaseworkHost(options ?? new CaseworkOptions());
        await CaseworkSetup.MigrateAsync(host._services);
        return host;
    }

    /// <summary>The same, with the sample city imported.</summary>
    public static async Task<CaseworkHost> StartInCityAsync(CaseworkOptions? options = null)
    {
        var host = await StartAsync(options);
        await host.Get<CityImport>().LoadAsync(SampleCity);
        return host;
    }

    /// <summary>Changes the store behind the desk's back.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        Assert.True(await command.ExecuteNonQueryAsync() > 0, "The tampering changed nothing.");
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
