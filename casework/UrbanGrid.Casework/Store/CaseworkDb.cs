using System.Text;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Store;

/// <summary>Tables of the casework. They share a database with the hub's other contexts, migrated apart.</summary>
public sealed class CaseworkDb(DbContextOptions<CaseworkDb> options) : DbContext(options)
{
    /// <summary>Table that remembers which of these migrations ran.</summary>
    public const string MigrationsTable = "casework_migrations";

    internal DbSet<CaseRow> Cases => Set<CaseRow>();

    internal DbSet<CaseLogRow> Log => Set<CaseLogRow>();

    internal DbSet<CaseClockRow> Clocks => Set<CaseClockRow>();

    internal DbSet<CaseNoticeRow> Notices => Set<CaseNoticeRow>();

    internal DbSet<NoticeSeenRow> NoticesSeen => Set<NoticeSeenRow>();

    internal DbSet<ChainHeadRow> ChainHeads => Set<ChainHeadRow>();

    internal DbSet<Area> Areas => Set<Area>();

    internal DbSet<CityComponent> Components => Set<CityComponent>();

    internal DbSet<Department> Departments => Set<Department>();

    internal DbSet<Responsibility> Responsibilities => Set<Responsibility>();

    internal DbSet<RulingRow> Rulings => Set<RulingRow>();

    internal DbSet<DispatchRuleRow> DispatchRules => Set<DispatchRuleRow>();

    internal DbSet<CollectorPositionRow> CollectorPositions => Set<CollectorPositionRow>();

    internal DbSet<CollectorGridRow> CollectorGrids => Set<CollectorGridRow>();

    internal DbSet<RoadLine> Roads => Set<RoadLine>();

    internal DbSet<PlaceName> PlaceNames => Set<PlaceName>();

    internal DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    internal DbSet<SeasonHours> Seasons => Set<SeasonHours>();

    internal DbSet<CityRevisionRow> CityRevisions => Set<CityRevisionRow>();

    internal DbSet<EvaluationSchemeRow> EvaluationSchemes => Set<EvaluationSchemeRow>();

    internal DbSet<EvaluationSchemeChangeRow> EvaluationSchemeChanges => Set<EvaluationSchemeChangeRow>();

    internal DbSet<CatalogueVersionRow> CatalogueVersions => Set<CatalogueVersionRow>();

    internal DbSet<RegisterLogRow> RegisterLog => Set<RegisterLogRow>();

    internal DbSet<RegisterLogHeadRow> RegisterLogHeads => Set<RegisterLogHeadRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CaseRow>(row =>
        {
            row.ToTable("cases");
            row.HasIndex(c => c.Number).IsUnique();
            row.HasIndex(c => c.SourceKey).IsUnique();
            row.HasIndex(c => new { c.State, c.Department, c.Id });
            row.HasIndex(c => new { c.State, c.Id });
            row.HasIndex(c => new { c.Phase, c.Id });
            row.HasIndex(c => new { c.Phase, c.Department, c.Id });
            row.HasIndex(c => new { c.Phase, c.Category, c.Id });
            row.HasIndex(c => new { c.Department, c.Id });
            row.HasIndex(c => new { c.Category, c.Id });
            row.HasIndex(c => new { c.Category, c.Department, c.Id });
            row.HasIndex(c => new { c.Category, c.Lat, c.Lon });
            row.HasIndex(c => c.ComponentCode);
            row.HasIndex(c => c.Request);
            row.HasIndex(c => c.ResumeAt);
            row.HasIndex(c => c.DuplicateOf);
            row.HasIndex(c => c.ReportedAt);
            row.Property(c => c.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<CaseLogRow>(row =>
        {
            row.ToTable("case_log");
            row.HasKey(e => e.Position);
            row.Property(e => e.Position).ValueGeneratedNever();
            row.HasIndex(e => new { e.CaseId, e.Seq }).IsUnique();
            row.HasIndex(e => e.ActorId);
            row.HasIndex(e => new { e.Action, e.At, e.Department, e.CaseId });
            row.HasOne<CaseRow>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<CaseClockRow>(row =>
        {
            row.ToTable("case_clocks");
            row.HasIndex(c => new { c.CaseId, c.Kind });
            row.HasIndex(c => new
            {
                c.Kind, c.Stage, c.EndedAt, c.EndedWith, c.Deadline, c.Department, c.EndedBy, c.Exempted, c.StartedAt, c.CaseId,
            }).HasDatabaseName("IX_case_clocks_kind_stage_ended_at");
            row.HasIndex(c => new { c.Kind, c.Stage, c.Deadline, c.EndedAt }).HasDatabaseName("IX_case_clocks_kind_stage_deadline");
            row.HasOne<CaseRow>().WithMany().HasForeignKey(c => c.CaseId).OnDelete(DeleteBehavior.Restrict);
            row.HasMany(c => c.Pauses).WithOne().HasForeignKey(p => p.ClockId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<CasePauseRow>().ToTable("case_pauses");
        modelBuilder.Entity<CaseNoticeRow>(row =>
        {
            row.ToTable("case_notices");
            row.HasIndex(n => new { n.CaseId, n.Kind, n.DueAt, n.Role }).IsUnique();
            row.HasIndex(n => new { n.Role, n.Id });
            row.HasIndex(n => n.At);
            row.HasOne<CaseRow>().WithMany().HasForeignKey(n => n.CaseId).OnDelete(DeleteBehavior.Restrict);
        });
        modelBuilder.Entity<NoticeSeenRow>().ToTable("case_notices_seen").HasKey(s => s.UserId);
        modelBuilder.Entity<CaseNumberRow>().ToTable("case_numbers").HasKey(n => n.Prefix);
        modelBuilder.Entity<ChainHeadRow>().ToTable("case_log_head").Property(h => h.Id).ValueGeneratedNever();
        modelBuilder.Entity<Area>().ToTable("areas").HasKey(a => a.Code);
        modelBuilder.Entity<CityComponent>(row =>
        {
            row.ToTable("components");
            row.HasKey(c => c.Code);
            row.HasIndex(c => c.Category);
        });
        modelBuilder.Entity<Department>().ToTable("departments").HasKey(d => d.Code);
        modelBuilder.Entity<Responsibility>().ToTable("responsibilities");
        modelBuilder.Entity<RulingRow>(row =>
        {
            row.ToTable("rulings");
            row.HasIndex(r => r.ComponentCode);
            row.HasIndex(r => new { r.Category, r.Lat, r.Lon });
        });
        modelBuilder.Entity<DispatchRuleRow>().ToTable("dispatch_rules");
        modelBuilder.Entity<CollectorPositionRow>().ToTable("collector_positions").HasKey(p => p.UserId);
        modelBuilder.Entity<CollectorGridRow>().ToTable("collector_grids").HasKey(g => new { g.UserId, g.Grid });
        modelBuilder.Entity<RoadLine>().ToTable("roads").HasKey(r => r.Code);
        modelBuilder.Entity<PlaceName>().ToTable("place_names").HasKey(p => p.Code);
        modelBuilder.Entity<CalendarDay>().ToTable("calendar_days").HasKey(d => d.Date);
        modelBuilder.Entity<SeasonHours>().ToTable("season_hours").HasKey(s => s.From);
        modelBuilder.Entity<CityRevisionRow>().ToTable("city_revision").Property(r => r.Id).ValueGeneratedNever();
        modelBuilder.Entity<EvaluationSchemeRow>(row =>
        {
            row.ToTable("evaluation_schemes");
            row.HasKey(s => s.Id);
            row.HasIndex(s => s.Kind).IsUnique().HasFilter("in_use");
            row.Property(s => s.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<EvaluationSchemeChangeRow>(row =>
        {
            row.ToTable("evaluation_scheme_changes");
            row.HasIndex(c => new { c.Kind, c.At });
        });
        modelBuilder.Entity<CatalogueVersionRow>(row =>
        {
            row.ToTable("catalogue_versions");
            row.Property(v => v.Id).ValueGeneratedNever();
            row.HasIndex(v => v.EffectiveFrom).IsUnique();
            row.Property(v => v.Revision).IsConcurrencyToken();
        });
        modelBuilder.Entity<RegisterLogRow>(row =>
        {
            row.ToTable("register_log");
            row.HasKey(e => e.Position);
            row.Property(e => e.Position).ValueGeneratedNever();
        });
        modelBuilder.Entity<RegisterLogHeadRow>().ToTable("register_log_head").Property(h => h.Id).ValueGeneratedNever();
        UseSnakeCase(modelBuilder);
    }

    private static void UseSnakeCase(ModelBuilder modelBuilder)
    {
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && snake.Length > 0)
            {
                snake.Append('_');
            }

            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }
}
