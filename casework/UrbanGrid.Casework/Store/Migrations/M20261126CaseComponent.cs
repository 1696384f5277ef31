using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace UrbanGrid.Casework.Store.Migrations;

/// <summary>Cases are asked for by the component they are about.</summary>
[DbContext(typeof(CaseworkDb))]
[Migration("20261126000000_CaseComponent")]
internal sealed class M20261126CaseComponent : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_cases_component_code", "cases", "component_code");
}
