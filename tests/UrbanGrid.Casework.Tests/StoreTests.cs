using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Tests;

public sealed class StoreTests
{
    private const string SqliteSchema = """
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

    private const string PostgresSchema = """
        select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity
        from information_schema.columns where table_schema = 'public' and table_name <> 'casework_migrations'
        union
        select indexname || ' ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'casework_migrations'
        union
        select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'casework_migrations'
        order by 1
        """;

    [SkippableTheory]
    [InlineData(Store.Sqlite, SqliteSchema)]
    [InlineData(Store.Postgres, PostgresSchema)]
    public async Task The_migrations_build_exactly_the_tables_of_the_model(Store store, string schema)
    {
        await using var migrated = await CaseworkHost.StartAsync(store);
        await using var created = await CaseworkHost.StartEmptyAsync(store);
        await using (var db = await created.Get<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync())
        {
            await db.Database.EnsureCreatedAsync();
        }

        var tables = await QueryAsync(migrated, schema);
        Assert.Contains(tables, line => line.Contains("case_log_head", StringComparison.Ordinal));
        Assert.Equal(await QueryAsync(created, schema), tables);
    }

    [SkippableTheory]
    [InlineData(Store.Sqlite)]
    [InlineData(Store.Postgres)]
    public async Task Migrating_again_changes_nothing_and_keeps_its_own_history(Store store)
    {
        await using var host = await CaseworkHost.StartInCityAsync(store: store);
        await CaseworkSetup.MigrateAsync(host.Services);

        await using var db = await host.Get<IDbContextFactory<CaseworkDb>>().CreateDbContextAsync();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
        Assert.Equal(db.Database.GetMigrations(), await QueryAsync(host, "select * from casework_migrations order by 1"));
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

    private static async Task<List<string>> QueryAsync(CaseworkHost host, string sql)
    {
        await using var connection = await host.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
