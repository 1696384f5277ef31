using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests;

/// <summary>Databases a casework runs on; what they decide is tested on each.</summary>
public enum Store
{
    /// <summary>A file.</summary>
    Sqlite,
    /// <summary>A server.</summary>
    Postgres,
}

/// <summary>A casework on a database of its own, with a clock that the test moves.</summary>
internal sealed class CaseworkHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private CaseworkHost(CaseworkOptions options, string? server, string? file = null)
    {
        var own = _folder.File("urbangrid.db");
        if (file is not null)
        {
            File.Copy(file, own);
        }

        ConnectionString = server ?? $"Data Source={own};Pooling=False";
        IsServer = server is not null;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCasework(Use, options);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Monday 2026-03-02 08:00 Beijing time.</summary>
    public ManualTime Time { get; } = new();

    public string ConnectionString { get; }

    public static string SampleCity => Repository.PathOf("deploy", "sample-city");

    public CaseDesk Desk => Get<CaseDesk>();

    private bool IsServer { get; }

    public static async Task<CaseworkHost> StartAsync(Store store = Store.Sqlite, CaseworkOptions? options = null)
    {
        var host = await StartEmptyAsync(store, options);
        await CaseworkSetup.MigrateAsync(host._services);
        return host;
    }

    /// <summary>On a database without any table.</summary>
    public static async Task<CaseworkHost> StartEmptyAsync(Store store, CaseworkOptions? options = null) => new(
        options ?? new CaseworkOptions(),
        store == Store.Postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null);

    /// <summary>The same, with the sample city imported.</summary>
    public static async Task<CaseworkHost> StartInCityAsync(CaseworkOptions? options = null, Store store = Store.Sqlite)
    {
        var host = await InCity.CopyAsync(store, options ?? new CaseworkOptions());
        await CaseworkSetup.MigrateAsync(host._services);
        return host;
    }

    /// <summary>One database per store with the sample city in it, of which every test gets a copy: importing takes longer than most tests.</summary>
    private static class InCity
    {
        private static readonly TempFolder Kept = new();
        private static readonly Lazy<Task<string>> File = new(MakeFileAsync);
        private static readonly Lazy<Task<string>> Database = new(MakeDatabaseAsync);

        public static async Task<CaseworkHost> CopyAsync(Store store, CaseworkOptions options) => store == Store.Sqlite
            ? new(options, server: null, await File.Value)
            : new(options, await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(await Database.Value));

        private static async Task<string> MakeFileAsync()
        {
            await using var host = await ImportAsync(Store.Sqlite);
            var path = Kept.File("city.db");
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Kept.Dispose();
            await using var connection = await host.ConnectAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $path";
            command.Parameters.Add(new SqliteParameter("$path", path));
            await command.ExecuteNonQueryAsync();
            return path;
        }

        private static async Task<string> MakeDatabaseAsync()
        {
            await using var host = await ImportAsync(Store.Postgres);
            return new NpgsqlConnectionStringBuilder(host.ConnectionString).Database!;
        }

        private static async Task<CaseworkHost> ImportAsync(Store store)
        {
            var host = await StartAsync(store);
            await host.Get<CityImport>().LoadAsync(SampleCity);
            return host;
        }
    }

    private void Use(DbContextOptionsBuilder options) =>
        _ = IsServer ? options.UseNpgsql(ConnectionString) : options.UseSqlite(ConnectionString);

    /// <summary>A connection behind the desk's back.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = IsServer ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Changes the store behind the desk's back.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        Assert.True(await command.ExecuteNonQueryAsync() > 0, "The tampering changed nothing.");
    }

    public IServiceProvider Services => _services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (IsServer)
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        }

        _folder.Dispose();
    }
}
