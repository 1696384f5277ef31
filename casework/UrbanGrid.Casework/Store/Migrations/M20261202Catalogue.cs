using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Versions of the catalogue, the version each case was filed by, and the log of catalogue and city.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261202000000_Catalogue")]
internal sealed class M20261202Catalogue : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalogue_versions",
            t => new
            {
                id = t.Column<long>(),
                scheme = t.Column<string>(),
                effective_from = t.Column<long>(nullable: true),
                note = t.Column<string>(),
                revision = t.Column<long>(),
                content = t.Column<string>(),
                digest = t.Column<string>(),
                created_at = t.Column<long>(),
                created_by = t.Column<string>(),
                changed_at = t.Column<long>(),
                changed_by = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_catalogue_versions", x => x.id));
        migrationBuilder.CreateIndex("IX_catalogue_versions_effective_from", "catalogue_versions", "effective_from", unique: true);

        migrationBuilder.CreateTable(
            "register_log",
            t => new
            {
                position = t.Column<long>(),
                at = t.Column<long>(),
                actor_id = t.Column<string>(),
                actor_name = t.Column<string>(),
                register = t.Column<string>(),
                action = t.Column<string>(),
                subject = t.Column<string>(),
                before = t.Column<string>(nullable: true),
                after = t.Column<string>(nullable: true),
                detail = t.Column<string>(nullable: true),
                previous_hash = t.Column<string>(),
                hash = t.Column<string>(),
            },
            constraints: t => t.PrimaryKey("PK_register_log", x => x.position));
        migrationBuilder.CreateTable(
            "register_log_head",
            t => new { id = t.Column<int>(), position = t.Column<long>(), hash = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_register_log_head", x => x.id));
        migrationBuilder.Sql($"insert into register_log_head (id, position, hash) values (1, 0, '{new string('0', 64)}')");

        // Cases from before were filed by the table that came with the product, which becomes version 1.
        migrationBuilder.AddColumn<long>("catalogue_version", "cases", nullable: false, defaultValue: 1L);
    }
}
