using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Table of the keys of session cookies, for hubs that share a database.</summary>
[DbContext(typeof(HubDb))]
[Migration("20261126010000_CreateSessionKeys")]
public sealed class CreateSessionKeys : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "session_keys",
        t => new { Name = t.Column<string>(nullable: false), Xml = t.Column<string>(nullable: false) },
        constraints: t => t.PrimaryKey("PK_session_keys", x => x.Name));
}
