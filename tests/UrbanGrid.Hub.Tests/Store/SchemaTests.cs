using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using UrbanGrid.Hub.Moving;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Store;

/// <summary>What the hand-written migrations make is what the models expect, on both databases.</summary>
public sealed class SchemaTests
{
    private const string SqliteTables = """
        select m.name || '.' || p.name || ' ' || p.type || ' ' || p."notnull" || ' ' || p.pk
        from sqlite_master m join pragma_table_info(m.name) p
        where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '%migrations' and m.name <> '__EFMigrationsLock'
        union
        select m.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete
        from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'
        order by 1
        """;

    private const string PostgresTables = """
        select table_name || '.' || column_name || ' ' || data_type || ' ' || coalesce(collation_name, '') || ' ' || is_nullable || ' ' || is_identity
        from information_schema.columns where table_schema = 'public' and table_name not like '%migrations'
        union
        select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = 'public'::regnamespace and contype in ('p', 'f') and conrelid::regclass::text not like '%migrations%'
        order by 1
        """;

    [Fact]
    public async Task The_migrations_build_the_tables_of_the_models_in_SQLite()
    {
        using var folder = new TempFolder();
        var (migrated, created) = ($"Data Source={folder.File("a.db")};Pooling=False", $"Data Source={folder.File("b.db")};Pooling=False");
        await CompareAsync(migrated, created, c => new SqliteConnection(c), SqliteTables);
    }

    [SkippableFact]
    public async Task The_migrations_build_the_tables_of_the_models_in_PostgreSQL()
    {
        var server = await PostgresServer.SharedAsync();
        await CompareAsync(await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync(), c => new NpgsqlConnection(c), PostgresTables);
    }

    [SkippableFact]
    public async Task Texts_sort_by_code_point_in_PostgreSQL_too()
    {
        var server = await PostgresServer.SharedAsync();
        var database = await server.CreateDatabaseAsync();
        await using var tables = HubTables.Of(database);
        await tables.Contexts[0].Database.MigrateAsync();

        var other = await ReadAsync(new NpgsqlConnection(database), """
            select table_name || '.' || column_name from information_schema.columns
            where table_schema = 'public' and data_type in ('text', 'character varying') and collation_name is distinct from 'C'
            """);

        Assert.Empty(other);
    }

    private static async Task CompareAsync(string migrated, string created, Func<string, DbConnection> connect, string schema)
    {
        await using var one = HubTables.Of(migrated);
        await using var other = HubTables.Of(created);
        foreach (var context in one.Contexts)
        {
            await context.Database.MigrateAsync();
        }

        foreach (var context in other.Contexts)
        {
            if (context == other.Contexts[0])
            {
                await context.Database.EnsureCreatedAsync();
            }
            else
            {
                await context.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
            }
        }

        var expected = await ReadAsync(connect(created), schema);
        Assert.Contains(expected, line => line.Contains("incident_alarms", StringComparison.Ordinal));
        Assert.Equal(expected, await ReadAsync(connect(migrated), schema));
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants above.
            command.CommandText = sql;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            List<string> rows = [];
            while (await reader.ReadAsync())
            {
                rows.Add(reader.GetString(0));
            }

            return rows;
        }
    }
}
