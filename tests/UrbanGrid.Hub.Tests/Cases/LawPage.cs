using UrbanGrid.Casework;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Cases.Law;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Cases;

/// <summary>What people read of the law is what the program does.</summary>
public sealed class LawPage
{
    [Fact]
    public void Casework_README_holds_the_law_as_the_code_prints_it()
    {
        var page = File.ReadAllText(Repository.PathOf("casework", "README.md"));
        var renewed = LawMarkdown.Renew(page, new CaseLaw(new CaseworkOptions()));
        Assert.True(page == renewed, "The law has changed. Renew the page: ./run hub law --into casework/README.md");
    }

    [Fact]
    public void A_document_without_a_place_for_the_law_is_left_alone()
    {
        Assert.Throws<ArgumentException>(() => LawMarkdown.Renew("# Something else", new CaseLaw(new CaseworkOptions())));
    }

    [Fact]
    public async Task The_command_renews_a_document_and_says_what_it_takes()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "page.md");
        await File.WriteAllTextAsync(file, $"# Page\n\n{LawMarkdown.Begin}\nan earlier law\n{LawMarkdown.End}\n");
        Assert.Equal(0, await LawRun.RunAsync(["--into", file]));
        var page = await File.ReadAllTextAsync(file);
        Assert.StartsWith("# Page\n", page, StringComparison.Ordinal);
        Assert.Contains("`pending_dispatch`", page, StringComparison.Ordinal);
        Assert.DoesNotContain("an earlier law", page, StringComparison.Ordinal);
        Assert.Equal(2, await LawRun.RunAsync([]));
        Assert.Equal(2, await LawRun.RunAsync(["--into", Path.Combine(folder.Path, "nothing", "page.md")]));
    }
}
