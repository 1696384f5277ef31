using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace UrbanGrid.Ingest.Database;

/// <summary>For migrations: a column whose values the database counts, said to each database in its own words.</summary>
public static class CountedColumn
{
    /// <summary>1, 2, 3 …, with gaps where a transaction did not commit.</summary>
    public static OperationBuilder<AddColumnOperation> Counted(this OperationBuilder<AddColumnOperation> column) => column
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
