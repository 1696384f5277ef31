using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests;

public sealed class StoreTests
{
    private const string Columns = """
        select m.name || '.' || p.name || ' ' || p.type || ' ' || p."notnull" || ' ' || p.pk
        from sqlite_master m join pragma_table_info(m.name) p
        where m.type = 'table' and m.name not like 'sqlite_%' and m.name not in ('casework_migrations', '__EFMigrationsLock')
        union
        select m.name || ' ' || m.tbl_name || ' ' || lower(m.sql) from sqlite_master m
        where m.type = 'index' and m.sql is not null
        union
        select m.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete
        from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'
        order by 1
        """;

    [Fact]
    public async Task The_migrations_build_exactly_the_tables_of_the_model()
    {
        await using var host = await CaseworkHost.StartAsync();
        using var folder = new TempFolder();
        var fresh = $"Data Source={folder.File("model.db")};Pooling=False";
        await using (var db = new CaseworkDb(new DbContextOptionsBuilder<CaseworkDb>().UseSqlite(fresh).Options))
        {
            await db.Database.EnsureCreatedAsync();
        }

        Assert.Equal(await QueryAsync(fresh, Columns), await QueryAsync(host.ConnectionString, Columns));
    }

    [Fact]
    public async Task Migrating_again_changes_nothing_and_keeps_its_own_history()
    {
        await using var host = await CaseworkHost.StartInCityAsync();
        await CaseworkSetup.MigrateAsync(host.Services);

        Assert.Equal(3, (await QueryAsync(host.ConnectionString, "select * from casework_migrations")).Count);
        Assert.Empty(await QueryAsync(
            host.ConnectionString, "select name from sqlite_master where name = '__EFMigrationsHistory'"));
    }

    [Fact]
    public async Task A_commit_is_synced_to_disk_and_foreign_keys_hold()
    {
        await using var host = await CaseworkHost.StartAsync();
        await using var db = await host.Get<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();

        Assert.Equal("wal", await PragmaAsync(db, "pragma journal_mode"));
        Assert.Equal("2", await PragmaAsync(db, "pragma synchronous")); // FULL
        Assert.Equal("1", await PragmaAsync(db, "pragma foreign_keys"));
    }

    private static async Task<string?> PragmaAsync(CaseworkDb db, string pragma)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = pragma;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<List<string>> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new SqliteCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
