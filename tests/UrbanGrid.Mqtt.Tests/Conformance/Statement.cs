using System.Reflection;
using System.Text.RegularExpressions;
using UrbanGrid.TestKit;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>A row of <c>statements.csv</c>: one normative statement of a specification's appendix B, in our own words.</summary>
/// <param name="Version">3.1.1 or 5.</param>
/// <param name="Number">E.g. <c>MQTT-3.1.0-2</c>, as the specification spells it.</param>
/// <param name="Summary">What it asks for.</param>
/// <param name="WhyNot">Why a server cannot be tested for it; empty if it can.</param>
internal sealed partial record Statement(string Version, string Number, string Summary, string WhyNot)
{
    /// <summary>As tests name it.</summary>
    public string Name => $"{Version}:{Number}";

    public bool IsTestable => WhyNot.Length == 0;

    /// <summary>All of both versions, in the order of the specifications.</summary>
    public static IReadOnlyList<Statement> All()
    {
        var lines = File.ReadAllLines(Repository.PathOf("tests", "UrbanGrid.Mqtt.Tests", "Conformance", "statements.csv"));
        return [.. lines.Skip(1).Select(l => Fields().Match(l).Groups).Select(Read)];
    }

    /// <summary>Statement → tests that name it.</summary>
    public static ILookup<string, string> Tests()
    {
        var tests =
            from type in typeof(Statement).Assembly.GetTypes()
            where type.Namespace == typeof(Statement).Namespace
            from method in type.GetMethods()
            from name in NamedBy(method)
            select (name, Test: $"{type.Name}.{method.Name}");
        return tests.Distinct().ToLookup(t => t.name, t => t.Test);
    }

    private static IEnumerable<string> NamedBy(MethodInfo method)
    {
        var rows = method.GetCustomAttributes<InlineDataAttribute>().SelectMany(r => r.GetData(method)).Select(r => r[0]).OfType<string>();
        return rows.SelectMany(r => r.Split(' ')).Where(n => n.Contains(":MQTT-", StringComparison.Ordinal))
            .Concat(method.GetCustomAttribute<MustAttribute>()?.Statements ?? []);
    }

    private static Statement Read(GroupCollection fields)
    {
        var statement = new Statement(fields[1].Value, fields[2].Value, Plain(fields[3].Value), Plain(fields[5].Value));
        Assert.Equal(statement.IsTestable ? "yes" : "no", fields[4].Value);
        return statement;
    }

    private static string Plain(string field) => field.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""^([^,]*),([^,]*),("(?:[^"]|"")*"|[^,]*),(yes|no),(.*)$""")]
    private static partial Regex Fields();
}
