using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using UrbanGrid.Ingest.Database;

namespace UrbanGrid.Hub.Store.Migrations;

/// <summary>Tables of ASP.NET Core Identity and of system tokens.</summary>
[DbContext(typeof(HubDb))]
[Migration("20260301000000_CreatePeople")]
public sealed class CreatePeople : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var m = migrationBuilder;
        m.CreateTable(
            "AspNetUsers",
            t => new
            {
                Id = t.Column<string>(nullable: false),
                UserName = t.Column<string>(maxLength: 256, nullable: true),
                NormalizedUserName = t.Column<string>(maxLength: 256, nullable: true),
                NameZh = t.Column<string>(nullable: false),
                NameEn = t.Column<string>(nullable: false),
                Department = t.Column<string>(nullable: true),
                Enabled = t.Column<bool>(nullable: false),
                Email = t.Column<string>(maxLength: 256, nullable: true),
                NormalizedEmail = t.Column<string>(maxLength: 256, nullable: true),
                EmailConfirmed = t.Column<bool>(nullable: false),
                PasswordHash = t.Column<string>(nullable: true),
                SecurityStamp = t.Column<string>(nullable: true),
                ConcurrencyStamp = t.Column<string>(nullable: true),
                PhoneNumber = t.Column<string>(nullable: true),
                PhoneNumberConfirmed = t.Column<bool>(nullable: false),
                TwoFactorEnabled = t.Column<bool>(nullable: false),
                LockoutEnd = t.Column<DateTimeOffset>(nullable: true),
                LockoutEnabled = t.Column<bool>(nullable: false),
                AccessFailedCount = t.Column<int>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_AspNetUsers", x => x.Id));
        m.CreateIndex("UserNameIndex", "AspNetUsers", "NormalizedUserName", unique: true);
        m.CreateIndex("EmailIndex", "AspNetUsers", "NormalizedEmail");

        m.CreateTable(
            "AspNetRoles",
            t => new
            {
                Id = t.Column<string>(nullable: false),
                Name = t.Column<string>(maxLength: 256, nullable: true),
                NormalizedName = t.Column<string>(maxLength: 256, nullable: true),
                ConcurrencyStamp = t.Column<string>(nullable: true),
            },
            constraints: t => t.PrimaryKey("PK_AspNetRoles", x => x.Id));
        m.CreateIndex("RoleNameIndex", "AspNetRoles", "NormalizedName", unique: true);

        m.CreateTable(
            "AspNetUserRoles",
            t => new { UserId = t.Column<string>(nullable: false), RoleId = t.Column<string>(nullable: false) },
            constraints: t =>
            {
                t.PrimaryKey("PK_AspNetUserRoles", x => new { x.UserId, x.RoleId });
                t.ForeignKey("FK_AspNetUserRoles_User", x => x.UserId, "AspNetUsers", "Id", onDelete: ReferentialAction.Cascade);
                t.ForeignKey("FK_AspNetUserRoles_Role", x => x.RoleId, "AspNetRoles", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateIndex("IX_AspNetUserRoles_RoleId", "AspNetUserRoles", "RoleId");
        CreateClaims(m, "AspNetUserClaims", "UserId", "AspNetUsers");
        CreateClaims(m, "AspNetRoleClaims", "RoleId", "AspNetRoles");

        m.CreateTable(
            "AspNetUserLogins",
            t => new
            {
                LoginProvider = t.Column<string>(nullable: false),
                ProviderKey = t.Column<string>(nullable: false),
                ProviderDisplayName = t.Column<string>(nullable: true),
                UserId = t.Column<string>(nullable: false),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                t.ForeignKey("FK_AspNetUserLogins_User", x => x.UserId, "AspNetUsers", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateTable(
            "AspNetUserTokens",
            t => new
            {
                UserId = t.Column<string>(nullable: false),
                LoginProvider = t.Column<string>(nullable: false),
                Name = t.Column<string>(nullable: false),
                Value = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                t.ForeignKey("FK_AspNetUserTokens_User", x => x.UserId, "AspNetUsers", "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateTable(
            "system_tokens",
            t => new
            {
                Name = t.Column<string>(nullable: false),
                TokenHash = t.Column<string>(nullable: false),
                Roles = t.Column<string>(nullable: false),
                CreatedAt = t.Column<long>(nullable: false),
            },
            constraints: t => t.PrimaryKey("PK_system_tokens", x => x.Name));
        m.CreateIndex("IX_system_tokens_hash", "system_tokens", "TokenHash", unique: true);
    }

    private static void CreateClaims(MigrationBuilder m, string table, string owner, string ownerTable)
    {
        m.CreateTable(
            table,
            t => new
            {
                Id = t.Column<int>(nullable: false).Counted(),
                OwnerId = t.Column<string>(name: owner, nullable: false),
                ClaimType = t.Column<string>(nullable: true),
                ClaimValue = t.Column<string>(nullable: true),
            },
            constraints: t =>
            {
                t.PrimaryKey($"PK_{table}", x => x.Id);
                t.ForeignKey($"FK_{table}_Owner", x => x.OwnerId, ownerTable, "Id", onDelete: ReferentialAction.Cascade);
            });
        m.CreateIndex($"IX_{table}_{owner}", table, owner);
    }
}
