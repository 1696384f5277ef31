using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;

namespace UrbanGrid.Ingest.Database;

/// <summary>
/// Gives every text column of PostgreSQL the collation <c>C</c>, so that texts sort by code point as they do in SQLite and
/// with <see cref="StringComparer.Ordinal"/>: a list that is read page by page has one order, whatever the server's language.
/// </summary>
#pragma warning disable EF1001 // The base class asks for these options in its constructor; there is no public form of them.
public sealed class OrdinalText(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    /// <inheritdoc/>
    protected override void ColumnDefinition(
        string? schema, string table, string name, ColumnOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        if (operation.ClrType == typeof(string))
        {
            operation.Collation ??= "C";
        }

        base.ColumnDefinition(schema, table, name, operation, model, builder);
    }
}
