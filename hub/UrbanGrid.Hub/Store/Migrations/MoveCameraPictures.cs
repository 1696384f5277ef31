using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>
/// Pictures of empty streets and of covers have a place of their own, where privacy zones reach them. Those that lay among the
/// evidence, which nothing may change, are forgotten and have to be taken again.
/// </summary>
[DbContext(typeof(HubDb))]
[Migration("20261126060000_MoveCameraPictures")]
public sealed class MoveCameraPictures : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("DELETE FROM camera_empty_streets");
        migrationBuilder.RenameColumn("Sha256", "camera_empty_streets", "PictureId");
        migrationBuilder.Sql("UPDATE camera_covers SET \"ReferencesJson\" = '{}'");
    }
}
