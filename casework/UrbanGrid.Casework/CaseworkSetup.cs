using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Uses;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Evaluation.Analysis;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Log;
using UrbanGrid.Casework.Notices;
using UrbanGrid.Casework.Places;
using UrbanGrid.Casework.Register;
using UrbanGrid.Casework.Store;
using UrbanGrid.Casework.Timers;

namespace UrbanGrid.Casework;

/// <summary>Puts the casework into a host.</summary>
public static class CaseworkSetup
{
    /// <summary>Registers <see cref="CaseDesk"/>, <see cref="CaseLogAudit"/>, <see cref="CityRegister"/>,
    /// <see cref="CityImport"/>, <see cref="CityExport"/> and the catalogue.</summary>
    /// <param name="services">The host's services; a <see cref="TimeProvider"/> in them is used.</param>
    /// <param name="configureDb">Picks the store, e.g. <c>o => o.UseSqlite(connectionString)</c>.</param>
    /// <param name="options">What the city decided.</param>
    public static IServiceCollection AddCasework(
        this IServiceCollection services, Action<DbContextOptionsBuilder> configureDb, CaseworkOptions options)
    {
        services.AddPooledDbContextFactory<CaseworkDb>(builder =>
        {
            configureDb(builder);
            builder.AddInterceptors(new DurableSqlite());
            KeepOwnMigrations(builder);
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<CatalogueRegister>();
        services.AddTransient(s => s.GetRequiredService<CatalogueRegister>().InForce);
        services.AddSingleton<CatalogueDesk>();
        services.AddSingleton<IClassUser, CasesThatUse>();
        services.AddSingleton<IClassUser, CityThatUses>();
        services.AddSingleton<RegisterLogAudit>();
        services.AddSingleton<CaseLaw>();
        services.AddSingleton<CityRegister>();
        services.AddSingleton<CityExport>();
        services.AddSingleton<CityImport>();
        services.AddSingleton<WriteTurns>();
        services.AddSingleton<CaseDesk>();
        services.AddSingleton<CaseWorkload>();
        services.AddSingleton<DuplicateFinder>();
        services.AddSingleton<DispatchMatrix>();
        services.AddSingleton<DispatchRules>();
        services.AddSingleton<RulingBook>();
        services.AddSingleton<Collectors>();
        services.AddSingleton<CaseLogAudit>();
        services.AddSingleton<DueCases>();
        services.AddSingleton<CaseTimers>();
        services.AddSingleton<DueNotices>();
        services.AddSingleton<NoticeDesk>();
        services.AddSingleton<SchemeBook>();
        services.AddSingleton<EvaluationDesk>();
        services.AddSingleton<AnalysisDesk>();
        return services;
    }

    /// <summary>Brings the store to this version; safe to call at every start.</summary>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var factory = services.GetRequiredService<IDbContextFactory<CaseworkDb>>();
        await using var db = await factory.CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
        if (db.Database.IsSqlite())
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
        }

        await services.GetRequiredService<CatalogueRegister>().BeginAsync(cancellationToken);
    }

    private static void KeepOwnMigrations(DbContextOptionsBuilder builder)
    {
        var extension = RelationalOptionsExtension.Extract(builder.Options)
            .WithMigrationsHistoryTableName(CaseworkDb.MigrationsTable)
            .WithMigrationsAssembly(typeof(CaseworkDb).Assembly.GetName().Name);
        ((IDbContextOptionsBuilderInfrastructure)builder).AddOrUpdateExtension(extension);
    }
}
