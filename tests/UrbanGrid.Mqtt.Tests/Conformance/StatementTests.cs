using System.Globalization;
using System.Text;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>That no statement is forgotten, and that the page that lists them is true.</summary>
public sealed class StatementTests
{
    /// <summary>Set to write the page anew instead of comparing it.</summary>
    private const string WritePage = "URBANGRID_WRITE_PAGES";

    /// <summary>What others hold the server to; written by hand after a run.</summary>
    private const string InteroperabilitySuites =
        """

        The interoperability suites of Eclipse Paho (`eclipse/paho.mqtt.testing`) were run against `./run broker --anonymous` as well,
        several times each, on a fresh broker and on a used one: `client_test.py` (MQTT 3.1.1, commit `be3ecc1`) passes with 11 of 11
        cases, counting `will_message_test`, which it starts only by name; `client_test5.py` (MQTT 5, commit `1bfd446`) with 27 of 27.
        They wait for CONNACK half a second at most, and `test_unsubscribe` publishes over a second connection without waiting for
        UNSUBACK: on a machine with far more work than cores (load 35 on two) a run did fail by that now and then.

        """;

    private static readonly string s_page = Repository.PathOf("docs", "mqtt-conformance.md");

    [Fact]
    public void Every_statement_a_server_can_be_tested_for_has_a_test()
    {
        var tests = Statement.Tests();

        Assert.Empty(Statement.All().Where(s => s.IsTestable && !tests.Contains(s.Name)).Select(s => s.Name));
    }

    [Fact]
    public void Every_statement_a_test_names_exists_and_no_number_stands_twice()
    {
        var known = Statement.All().Select(s => s.Name).ToArray();

        Assert.Empty(Statement.Tests().Select(t => t.Key).Except(known));
        Assert.Equal(known.Length, known.Distinct().Count());
    }

    [Fact]
    public void The_page_lists_what_is_covered_and_what_is_not()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable(WritePage) is not null)
        {
            File.WriteAllText(s_page, page);
        }

        Assert.True(
            File.ReadAllText(s_page) == page,
            $"docs/mqtt-conformance.md does not say what the tests say; run this test with {WritePage}=1 to write it anew.");
    }

    private static string Page()
    {
        var tests = Statement.Tests();
        var all = Statement.All();
        var page = new StringBuilder();
        page.Append("# What the MQTT server is held to\n\n");
        page.Append("The numbered normative statements of MQTT 3.1.1 and MQTT 5.0 (appendix B of each), in our own words. Every one that a\n");
        page.Append("server can be tested for has a test over a bare socket that names its number; the same tests run against any broker with\n");
        page.Append("`URBANGRID_CONFORMANCE=host:port`. This page is made from `tests/UrbanGrid.Mqtt.Tests/Conformance`, and a test compares it.\n");
        page.Append(InteroperabilitySuites);
        foreach (var version in new[] { "3.1.1", "5" })
        {
            var own = all.Where(s => s.Version == version).ToArray();
            page.Append(CultureInfo.InvariantCulture, $"\n## MQTT {(version == "5" ? "5.0" : version)}: {own.Count(s => s.IsTestable)} of {own.Length} covered\n\n");
            page.Append("| number | what it asks for | test |\n|---|---|---|\n");
            foreach (var statement in own)
            {
                var held = statement.IsTestable ? string.Join(", ", tests[statement.Name].Order(StringComparer.Ordinal).Select(t => $"`{t}`")) : $"not covered: {statement.WhyNot}";
                page.Append(CultureInfo.InvariantCulture, $"| {statement.Number} | {statement.Summary} | {held} |\n");
            }
        }

        return page.ToString();
    }
}
