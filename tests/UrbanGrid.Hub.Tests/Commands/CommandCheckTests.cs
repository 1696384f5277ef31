using System.Text.Json;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Tests.Commands;

public sealed class CommandCheckTests
{
    private static readonly DeviceModels Models = DeviceModels.Load(null);

    [Theory]
    [InlineData("lamp-controller", "switch", """{"on":true}""")]
    [InlineData("lamp-controller", "dim", """{"level":40}""")]
    [InlineData("manhole-cover", "set_interval", """{"seconds":3600}""")]
    [InlineData("manhole-cover", "disarm", null)]
    [InlineData("camera", "snapshot", "{}")]
    [InlineData("vehicle-terminal", "text", """{"message":"请回场"}""")]
    public void What_the_model_describes_is_accepted(string model, string name, string? args) =>
        Assert.Equal(name, CommandCheck.Read(Models.Find(model)!, name, Json(args), mayImprovise: false)!.Key);

    [Theory]
    [InlineData("lamp-controller", "explode", null, "unknown_command", "explode", "switch, dim, set_interval")]
    [InlineData("lamp-controller", "dim", """{"level":101}""", "invalid_value", "args.level", "0..100 %")]
    [InlineData("lamp-controller", "dim", """{"level":"40"}""", "invalid_value", "args.level", "0..100 %")]
    [InlineData("lamp-controller", "switch", """{"on":1}""", "invalid_value", "args.on", "true | false")]
    [InlineData("lamp-controller", "switch", null, "missing_value", "args.on", null)]
    [InlineData("lamp-controller", "switch", """{"on":null}""", "missing_value", "args.on", null)]
    [InlineData("lamp-controller", "switch", """{"on":true,"at":1}""", "unknown_argument", "at", "switch")]
    [InlineData("vehicle-terminal", "text", """{"message":""}""", "invalid_value", "args.message", null)]
    [InlineData("camera", "snapshot", "[]", "invalid_value", "args", null)]
    [InlineData("integration", "anything", null, "unknown_command", "anything", null)]
    public void What_it_does_not_describe_is_refused_with_what_to_change(
        string model, string name, string? args, string code, string about, string? wanted)
    {
        var problem = Assert.Throws<ProblemException>(() => CommandCheck.Read(Models.Find(model)!, name, Json(args), mayImprovise: true));

        Assert.Equal((code, about), (problem.Code, problem.Arguments[0]));
        Assert.True(wanted is null || problem.Arguments.Contains(wanted), $"{wanted} is not among {string.Join(" · ", problem.Arguments)}");
    }

    [Fact]
    public void A_choice_is_one_of_those_the_model_lists()
    {
        var model = Models.Find("generic")! with
        {
            Commands = [new CommandDefinition
            {
                Key = "mode",
                Name = new LocalName("模式", "Mode"),
                Args = [new CommandArgument
                {
                    Key = "to", Name = new LocalName("目标", "To"), Kind = ArgumentKind.Choice,
                    Choices = [new CommandChoice("eco", new LocalName("节能", "Eco")), new CommandChoice("full", new LocalName("全功率", "Full"))],
                }],
            }],
        };

        Assert.NotNull(CommandCheck.Read(model, "mode", Json("""{"to":"eco"}"""), mayImprovise: false));
        var problem = Assert.Throws<ProblemException>(() => CommandCheck.Read(model, "mode", Json("""{"to":"turbo"}"""), mayImprovise: false));
        Assert.Equal("eco | full", problem.Arguments[1]);
    }

    [Fact]
    public void A_model_without_commands_takes_any_from_those_who_may_improvise_and_none_from_others()
    {
        var generic = Models.Find("generic")!;

        Assert.Null(CommandCheck.Read(generic, "reboot", Json("""{"in":{"s":5}}"""), mayImprovise: true));
        Assert.Equal("free_command", Assert.Throws<ProblemException>(() => CommandCheck.Read(generic, "reboot", null, mayImprovise: false)).Code);
        Assert.Equal("invalid_value", Assert.Throws<ProblemException>(() => CommandCheck.Read(generic, "re/boot", null, mayImprovise: true)).Code);
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 9)) + "1" + new string('}', 9);
        Assert.Equal("invalid_value", Assert.Throws<ProblemException>(() => CommandCheck.Read(generic, "reboot", Json(deep), mayImprovise: true)).Code);
    }

    [Fact]
    public void What_a_command_expects_names_a_metric_of_its_model_and_an_argument_of_its_own()
    {
        foreach (var model in Models.All)
        {
            Assert.All(
                model.Commands.SelectMany(c => c.Expects, (c, e) => (Command: c, Metric: e.Key, Value: e.Value)),
                e =>
                {
                    Assert.NotNull(model.FindMetric(e.Metric));
                    Assert.Contains(e.Command.Args, a => a.Key == e.Value.GetString());
                });
        }
    }

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}
