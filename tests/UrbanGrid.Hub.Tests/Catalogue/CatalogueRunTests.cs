using System.Text;
using UrbanGrid.Hub.Catalogue;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Catalogue;

[Collection(nameof(OneHub))]
public sealed class CatalogueRunTests(HubUnderTest hub) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_catalogue_goes_out_as_files_and_comes_back_as_a_draft_while_the_hub_runs()
    {
        Assert.Equal(ExitCode.Done, await RunAsync("export"));
        var conditions = await File.ReadAllTextAsync(_folder.File("conditions.csv"));
        await File.WriteAllTextAsync(_folder.File("conditions.csv"), conditions.Replace(",15,work_day,", ",12,work_day,", StringComparison.Ordinal), Encoding.UTF8);

        Assert.Equal(ExitCode.Done, await RunAsync("import", "--check"));
        Assert.Equal(ExitCode.Done, await RunAsync("import"));

        using var admin = await hub.SignInAsync("admin");
        var draft = (await admin.GetAsync("/catalogue/versions"))[0]!;
        Assert.Equal(("draft", "Command line"), ((string?)draft["state"], (string?)draft["changedBy"]!["en"]));
        Assert.NotEmpty((await admin.GetAsync($"/catalogue/versions/{draft["id"]}/changes")).AsArray());
    }

    [Fact]
    public async Task Faults_end_with_their_exit_code_and_leave_no_draft()
    {
        using var admin = await hub.SignInAsync("admin");
        var before = (await admin.GetAsync("/catalogue/versions")).ToJsonString();
        await File.WriteAllTextAsync(_folder.File("classes.csv"), "code\nevent/0110\n");

        Assert.Equal(ExitCode.WrongCity, await RunAsync("import"));
        Assert.Equal(before, (await admin.GetAsync("/catalogue/versions")).ToJsonString());
    }

    [Theory]
    [InlineData("export")]
    [InlineData("export", "--data")]
    [InlineData("conquer", "x")]
    [InlineData("import", "/no/such/folder", "--data", "/no/such/data")]
    public async Task A_wrong_command_line_is_told(params string[] arguments) =>
        Assert.Equal(ExitCode.WrongCommandLine, await CatalogueRun.RunAsync(arguments));

    private Task<int> RunAsync(string action, params string[] options) =>
        CatalogueRun.RunAsync([action, _folder.Path, "--data", hub.Options.Data, .. options]);
}
