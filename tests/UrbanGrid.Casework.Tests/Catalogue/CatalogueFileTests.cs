using System.Text;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Files;
using UrbanGrid.Casework.Catalogue.Versions;

namespace UrbanGrid.Casework.Tests.Catalogue;

public sealed class CatalogueFileTests
{
    private const string Classes = CatalogueFileNames.Classes;
    private const string Conditions = CatalogueFileNames.Conditions;

    static CatalogueFileTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("gbt30428")]
    [InlineData("cjt214")]
    public async Task What_is_given_out_can_be_taken_in_and_changes_nothing(string scheme)
    {
        await using var host = await CaseworkHost.StartAsync(options: new CaseworkOptions { CodeScheme = scheme });
        var draft = await host.DraftAsync();
        var files = CatalogueFileNames.All.ToDictionary(f => f, f => CatalogueFileWriter.Write(f, CodeScheme.Get(scheme).Table)!);

        var report = await ImportAsync(host, draft, files);

        Assert.Equal((true, 0, 0), (report.Imported, report.ErrorCount, report.Changes.Count));
        Assert.Equal(draft.Digest, (await host.Get<CatalogueDesk>().ReadAsync(draft.Id)).Version.Digest);
    }

    [Theory]
    [InlineData("utf-8", 0)]
    [InlineData("gb18030", 1)]
    public async Task A_table_with_a_class_of_the_citys_own_is_read_also_in_GBK(string encoding, int warnings)
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();
        var files = Files(encoding, Text(Classes) + "event/0170,市容环境,Street environment,共享雨伞乱放,Umbrellas,local,no\r\n",
            Text(Conditions) + "event/0170,general,存在问题,Problem,,3,work_hour,已清理,Cleared,local\r\n");

        var tried = await ImportAsync(host, draft, files, dryRun: true);
        Assert.Equal((false, 0, warnings * 2), (tried.Imported, tried.ErrorCount, tried.Warnings.Count));
        Assert.Equal(("class_added", "event/0170"), tried.Changes.Select(c => (c.Kind, c.Code)).Single());
        Assert.Null((await host.Get<CatalogueDesk>().ReadAsync(draft.Id)).Catalogue.Find("event/0170"));

        Assert.True((await ImportAsync(host, draft, files)).Imported);
        Assert.Equal("共享雨伞乱放", (await host.Get<CatalogueDesk>().ReadAsync(draft.Id)).Catalogue.Find("event/0170")!.Name.Zh);
    }

    [Theory]
    [InlineData("event/0110,general,存在问题,Problem,,0,work_hour,已清理,Cleared,high", "limit")]
    [InlineData("event/0110,general,存在问题,Problem,,3,years,已清理,Cleared,high", "limit")]
    [InlineData("event/0110,general,,Problem,,3,work_hour,已清理,Cleared,high", "fill in")]
    [InlineData("event/9999,general,存在问题,Problem,,3,work_hour,已清理,Cleared,high", "not in the table")]
    public async Task A_fault_names_its_line_and_nothing_is_taken(string row, string says)
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();
        var text = Text(Conditions);
        var lines = text.Split("\r\n").Length;

        var report = await ImportAsync(host, draft, Files("utf-8", null, text + row + "\r\n"));

        Assert.False(report.Imported);
        var fault = Assert.Single(report.Errors, e => e.Message.En.Contains(says, StringComparison.Ordinal));
        Assert.Equal((Conditions, lines), (fault.File, fault.Line));
        Assert.Equal(draft.Revision, (await host.Get<CatalogueDesk>().ReadAsync(draft.Id)).Version.Revision);
    }

    [Fact]
    public async Task A_file_that_is_no_text_or_lacks_a_column_is_told_so()
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();

        var report = await ImportAsync(host, draft, new Dictionary<string, byte[]>
        {
            [Classes] = [0x50, 0x4b, 3, 4, 0, 0, 0xff], [Conditions] = "category,key\r\n"u8.ToArray(),
        });

        Assert.Equal(2, report.ErrorCount);
        Assert.Contains(report.Errors, e => e.File == Classes && e.Message.Zh.Contains("UTF-8", StringComparison.Ordinal));
        Assert.Contains(report.Errors, e => (e.File, e.Line) == (Conditions, 1) && e.Message.En.Contains("limit_value", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_class_that_is_not_in_the_table_goes_with_its_conditions()
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();
        var rows = Text(Classes).Split("\r\n").Where(line => !line.StartsWith("event/0187", StringComparison.Ordinal));

        var report = await ImportAsync(host, draft, Files("utf-8", string.Join("\r\n", rows), null));

        Assert.Equal(("class_removed", "event/0187"), report.Changes.Select(c => (c.Kind, c.Code)).Single());
    }

    [Fact]
    public async Task A_name_of_the_standard_cannot_be_changed_by_a_file()
    {
        await using var host = await CaseworkHost.StartAsync();
        var draft = await host.DraftAsync();
        var text = Text(Classes).Replace("暴露垃圾", "垃圾", StringComparison.Ordinal);

        var report = await ImportAsync(host, draft, Files("utf-8", text, null));

        var fault = Assert.Single(report.Errors);
        Assert.Contains("标准类别", fault.Message.Zh, StringComparison.Ordinal);
        Assert.StartsWith("event/0110", text.Split("\r\n")[(int)fault.Line! - 1], StringComparison.Ordinal);
    }

    private static string Text(string file) =>
        Encoding.UTF8.GetString(CatalogueFileWriter.Write(file, CodeScheme.GbT30428.Table)!).TrimStart('\uFEFF');

    private static Dictionary<string, byte[]> Files(string encoding, string? classes, string? conditions)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (var (name, text) in new[] { (Classes, classes), (Conditions, conditions) })
        {
            if (text is not null)
            {
                files[name] = Encoding.GetEncoding(encoding).GetBytes(text);
            }
        }

        return files;
    }

    private static Task<CatalogueImportReport> ImportAsync(
        CaseworkHost host, CatalogueVersion draft, IReadOnlyDictionary<string, byte[]> files, bool dryRun = false) =>
        host.Get<CatalogueDesk>().ImportAsync(draft.Id, files, dryRun, draft.Revision, Drafts.Admin);
}
