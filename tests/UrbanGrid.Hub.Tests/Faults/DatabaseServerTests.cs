using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>A hub whose PostgreSQL goes away.</summary>
public sealed class DatabaseServerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [SkippableFact]
    public async Task While_the_database_server_is_dead_requests_are_told_so_and_afterwards_all_works_by_itself()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var hub = new HubUnderTest { Database = await server.CreateDatabaseAsync() };
        await hub.InitializeAsync();
        try
        {
            using var collector = await hub.SignInAsync("collector");
            var first = await ReportAsync(collector);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

            await server.KillAsync();
            using var refused = await ReportAsync(collector);
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "database_unavailable"), (refused.StatusCode, (string?)problem["code"]));
            Assert.NotNull(refused.Headers.RetryAfter);
            using var ready = await collector.Http.GetAsync("/healthz/ready");
            var checks = JsonNode.Parse(await ready.Content.ReadAsStringAsync())!["checks"]!.AsArray();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            Assert.False((bool)checks.Single(c => (string?)c!["name"] == "database")!["ok"]!);

            // An alarm that comes meanwhile waits.
            var raising = Task.Run(() => hub.RaiseCoverAlarmAsync("mh-06"));
            await server.StartAsync();
            var incident = await raising.WaitAsync(Patience);

            await Wait.UntilAsync("a report is taken again", async () => (await ReportAsync(collector)).IsSuccessStatusCode, Patience);
            using var acceptor = await hub.SignInAsync("acceptor");
            await acceptor.PostAsync($"/incidents/{incident}/confirm");
            Assert.Equal(HttpStatusCode.OK, (await collector.Http.GetAsync("/healthz/ready")).StatusCode);
        }
        finally
        {
            await hub.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_database_that_cannot_be_reached_gets_a_sentence_without_the_password_and_an_exit_code()
    {
        using var folder = new TempFolder();
        await using var hub = HubProcess.Start(
            folder.Path, FreePort.Next(), FreePort.Next(), city: null, $"Host=127.0.0.1;Port={FreePort.Next()};Username=u;Password=secret;Database=city");
        var (code, errors, output) = await hub.EndAsync();
        Assert.Equal(6, code);
        Assert.Contains("PostgreSQL database 'city' at 127.0.0.1", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors + output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors + output, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> ReportAsync(HubClient client) =>
        client.Http.PostAsJsonAsync("/api/v1/cases", new { category = "event/0110", lat = 31.3, lon = 120.6, description = "纸箱" });
}
