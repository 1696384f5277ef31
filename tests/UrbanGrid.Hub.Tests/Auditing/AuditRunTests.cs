using UrbanGrid.Hub.Auditing;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Auditing;

public sealed class AuditRunTests : IAsyncLifetime
{
    private readonly HubUnderTest _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task It_proves_evidence_and_cases_of_a_hub_that_runs_and_finds_a_file_that_was_changed()
    {
        var id = await _hub.RaiseCameraAlarmAsync(0.1);
        using var acceptor = await _hub.SignInAsync("acceptor");
        await acceptor.PostAsync($"/incidents/{id}/confirm");

        Assert.Equal(ExitCode.Done, await AuditRun.RunAsync(["verify", "--data", _hub.Options.Data]));

        var evidence = _hub.Options.PathOf("evidence");
        var file = Directory.GetFiles(evidence, "*", SearchOption.AllDirectories)[0];
        await File.AppendAllTextAsync(file, "x");
        Assert.Equal(ExitCode.EvidenceBroken, await AuditRun.RunAsync(["verify", "--data", _hub.Options.Data]));
    }

    [Fact]
    public async Task Anything_else_is_told_how_to_write_it()
    {
        Assert.Equal(ExitCode.WrongCommandLine, await AuditRun.RunAsync(["prove"]));
    }
}
