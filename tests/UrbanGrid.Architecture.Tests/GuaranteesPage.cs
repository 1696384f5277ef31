using System.Text.RegularExpressions;
using UrbanGrid.TestKit;

namespace UrbanGrid.Architecture.Tests;

/// <summary>A promise without its test would be only words.</summary>
public sealed partial class GuaranteesPage
{
    [Fact]
    public void Every_test_it_names_exists()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "guarantees.md"));
        var named = NamedTest().Matches(page).Select(m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).ToList();

        var missing = named.Where(test => !Exists(test.Class, test.Method));

        Assert.NotEmpty(named);
        Assert.Empty(missing);
    }

    private static bool Exists(string className, string method) =>
        Directory.EnumerateFiles(Repository.PathOf("tests"), $"{className}.cs", SearchOption.AllDirectories)
            .Any(file => File.ReadAllText(file).Contains($" {method}(", StringComparison.Ordinal));

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+)\\.([A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex NamedTest();
}
