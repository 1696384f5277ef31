using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>A casework on a database full of cases: some thousand played by the law, the others copies of these, the last five days played again.</summary>
internal sealed class CaseworkBenchStore : IAsyncDisposable
{
    /// <summary>Played to their end, then copied.</summary>
    private const int Played = 2000;

    /// <summary>Reported in the last five days, not all of them over: 20,000 a month.</summary>
    private const int Live = 3300;

    /// <summary>How long 20,000 cases a month take to be a million.</summary>
    private const double DaysPerCase = 1.0 / 660;

    /// <summary>A Monday, 08:00 Beijing time.</summary>
    private static readonly DateTimeOffset Today = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;
    private readonly string _connectionString;
    private readonly bool _isServer;

    private CaseworkBenchStore(string connectionString, bool isServer, DateTimeOffset begin)
    {
        (_connectionString, _isServer) = (connectionString, isServer);
        Time = new ManualTime(begin);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddCasework(o => _ = isServer ? o.UseNpgsql(connectionString) : o.UseSqlite(connectionString), new CaseworkOptions());
        _services = services.BuildServiceProvider();
    }

    public ManualTime Time { get; }

    public CaseDesk Desk => Get<CaseDesk>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Makes and fills a store; one that is there already is used as it is.</summary>
    public static async Task<CaseworkBenchStore> FillAsync(string connectionString, bool isServer, int cases, string folder, CancellationToken cancellationToken)
    {
        var mark = Path.Combine(folder, "bench-cases");
        if (!isServer && File.Exists(mark) && int.Parse(await File.ReadAllTextAsync(mark, cancellationToken), CultureInfo.InvariantCulture) == cases)
        {
            return new CaseworkBenchStore(connectionString, isServer, Today);
        }

        var copies = Math.Max(0, (cases - Live - Played) / Played);
        var days = Math.Ceiling(copies * Played * DaysPerCase / 7) * 7;
        var store = new CaseworkBenchStore(connectionString, isServer, Today.AddDays(-days - 14));
        await CaseworkSetup.MigrateAsync(store._services, cancellationToken);
        await store.Get<CityImport>().LoadAsync(BenchCity.WriteTo(folder), cancellationToken);
        var play = new CasePlay(store.Desk, store.Time);
        await play.RunAsync(Played, TimeSpan.FromDays(3), until: null, seed: 1, cancellationToken);
        await using (var connection = await store.ConnectAsync(cancellationToken))
        {
            await new CaseCopies(connection, isServer).AddAsync(copies, TimeSpan.FromDays(days), cancellationToken);
        }

        store.Time.Advance(Today.AddDays(-5) - store.Time.GetUtcNow());
        await play.RunAsync(Live, TimeSpan.FromDays(5), Today, seed: 2, cancellationToken);
        if (!isServer)
        {
            await File.WriteAllTextAsync(mark, cases.ToString(CultureInfo.InvariantCulture), cancellationToken);
        }

        return store;
    }

    /// <summary>A connection behind the desk's back.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        DbConnection connection = _isServer ? new NpgsqlConnection(_connectionString) : new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
