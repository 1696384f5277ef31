using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Tests.Devices;

public sealed class CommandDefinitionCheckTests
{
    private static readonly LocalName Name = new("名", "Name");

    [Fact]
    public void The_built_in_models_have_no_faults() => Assert.All(DeviceModels.Load(null).All, m => Assert.Empty(CommandDefinitionCheck.Of(m)));

    [Theory]
    [InlineData("""{"key":"re/boot"}""", "$.commands[0].key")]
    [InlineData("""{"key":"go","timeoutS":0}""", "$.commands[0].timeoutS")]
    [InlineData("""{"key":"go","retries":21}""", "$.commands[0].retries")]
    [InlineData("""{"key":"go","args":[{"key":"a","name":{"zh":"名","en":"Name"},"min":2,"max":1}]}""", "$.commands[0].args[0].min")]
    [InlineData("""{"key":"go","args":[{"key":"a","name":{"zh":"名","en":"Name"},"kind":"choice"}]}""", "$.commands[0].args[0].choices")]
    [InlineData("""{"key":"go","expects":{"speed":1}}""", "$.commands[0].expects.speed")]
    [InlineData("""{"key":"go","expects":{"tilt":"level"}}""", "$.commands[0].expects.tilt")]
    public void A_command_that_cannot_be_meant_is_named_by_its_path(string command, string path)
    {
        var document = $"{{\"name\":{{\"zh\":\"名\",\"en\":\"Name\"}},{command[1..]}";
        var model = new DeviceModel
        {
            Key = "mine",
            Name = Name,
            Metrics = [new MetricDefinition { Key = "tilt", Name = Name }],
            Commands = [JsonSerializer.Deserialize<CommandDefinition>(document, ModelJson.Options)!],
        };

        Assert.Equal(path, Assert.Single(CommandDefinitionCheck.Of(model)).Path);
    }

    [Fact]
    public void Two_commands_of_one_key_are_told()
    {
        var command = new CommandDefinition { Key = "go", Name = Name };

        Assert.Equal(2, CommandDefinitionCheck.Of(new DeviceModel { Key = "mine", Name = Name, Commands = [command, command] }).Count);
    }
}
