using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using UrbanGrid.Casework.Log;
using UrbanGrid.Hub.Moving;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Moving;

/// <summary>From SQLite to PostgreSQL, with a city that has worked for a while.</summary>
public sealed class DatabaseMoveTests
{
    [SkippableFact]
    public async Task A_city_moves_through_interruptions_row_by_row_and_works_on_where_it_was()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        var hub = new HubUnderTest();
        await hub.InitializeAsync();
        var number = await WorkAsync(hub);
        await hub.StopAsync();
        try
        {
            var file = hub.Options.DatabasePath;
            await InterruptAtEachTableAsync(file, database);
            Assert.Contains("not finished", (await Assert.ThrowsAsync<DatabaseUnusableException>(
                () => DatabaseCheck.RequireUsableAsync(hub.Options with { Database = database }, default))).Message, StringComparison.Ordinal);

            // The rest, as the operator runs it.
            await using (var program = HubProcess.Start([MoveRun.Command, "--from", hub.Options.Data], database))
            {
                var (code, errors, output) = await program.EndAsync();
                Assert.Equal((0, ""), (code, errors));
                Assert.Matches(@"case_log +\d+", output);
            }

            await hub.StartAsync(database);
            Assert.True((await hub.Services.GetRequiredService<CaseLogAudit>().VerifyAsync()).IsWhole);
            using var collector = await hub.SignInAsync("collector");
            Assert.Equal(number, (string?)(await collector.GetAsync($"/cases/{number}"))["number"]);
            var made = await collector.PostAsync("/cases", new { category = "event/0110", lat = 31.3, lon = 120.6, description = "纸箱" });
            Assert.Equal(number[..^4], ((string)made["number"]!)[..^4]);
            Assert.True(await hub.RaiseCoverAlarmAsync("mh-09") > 1);
            using var admin = await hub.SignInAsync("admin");
            Assert.Equal("manhole-cover", (string?)(await admin.GetAsync("/devices/mh-01"))["model"]!["key"]);
        }
        finally
        {
            await hub.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_target_that_holds_other_data_is_refused()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using (var other = new NpgsqlConnection(database))
        {
            await other.OpenAsync();
            await using var create = new NpgsqlCommand("create table devices (id text)", other);
            await create.ExecuteNonQueryAsync();
        }

        using var folder = new TempFolder();
        var file = await EmptySourceAsync(folder);
        var refusal = await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(file, database));
        Assert.Contains("devices", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_source_that_changed_between_two_parts_of_a_move_is_found()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        using var folder = new TempFolder();
        var file = await EmptySourceAsync(folder);
        await MoveAsync(file, database);
        await using (var source = HubTables.Of($"Data Source={file};Pooling=False"))
        {
            await source.Contexts[1].Database.ExecuteSqlRawAsync("update city_revision set revision = 7");
        }

        var refusal = await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(file, database));
        Assert.Contains("city_revision (1 rows in the source, 1 in the target)", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_folder_in_which_a_hub_works_is_not_moved()
    {
        using var folder = new TempFolder();
        await using var owner = FolderLock.Take(folder.Path);
        Assert.Equal(ExitCode.FolderInUse, await MoveRun.RunAsync(["--from", folder.Path, "--database", "Host=127.0.0.1;Database=x"]));
    }

    private static async Task MoveAsync(string file, string database)
    {
        using var never = new CancellationTokenSource();
        await new DatabaseMove(file, database, TimeProvider.System).RunAsync(new Interruption(int.MaxValue, never), never.Token);
    }

    /// <summary>Runs the move again and again, and stops it each time when a further table is begun.</summary>
    private static async Task InterruptAtEachTableAsync(string file, string database)
    {
        for (var parts = 0; parts < 6; parts++)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => new DatabaseMove(file, database, TimeProvider.System).RunAsync(new Interruption(2, stop), stop.Token));
        }
    }

    private static async Task<string> EmptySourceAsync(TempFolder folder)
    {
        var file = folder.File(HubOptions.DatabaseFile);
        await using var source = HubTables.Of($"Data Source={file};Pooling=False");
        foreach (var context in source.Contexts)
        {
            await context.Database.MigrateAsync();
        }

        return file;
    }

    /// <summary>Cases, incidents and verdicts.</summary>
    private static async Task<string> WorkAsync(HubUnderTest hub)
    {
        using var acceptor = await hub.SignInAsync("acceptor");
        var confirmed = await hub.RaiseCoverAlarmAsync("mh-06");
        var rejected = await hub.RaiseCameraAlarmAsync(0.2);
        await acceptor.PostAsync($"/incidents/{confirmed}/confirm");
        await acceptor.PostAsync($"/incidents/{rejected}/reject", new { reason = "reflection" });
        using var collector = await hub.SignInAsync("collector");
        string number = "";
        for (var i = 0; i < 5; i++)
        {
            number = (string)(await collector.PostAsync("/cases", new { category = "event/0110", lat = 31.3, lon = 120.6, description = $"纸箱 {i}" }))["number"]!;
        }

        return number;
    }

    /// <summary>Cancels after a number of batches.</summary>
    private sealed class Interruption(int batches, CancellationTokenSource stop) : IProgress<MoveProgress>
    {
        private int _left = batches;

        public void Report(MoveProgress value)
        {
            if (--_left == 0)
            {
                stop.Cancel();
            }
        }
    }
}
