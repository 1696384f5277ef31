using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>What the commands of a model must hold to beyond being readable.</summary>
public static class CommandDefinitionCheck
{
    /// <summary>Longest time of a command, seconds: a week, for devices that sleep for days.</summary>
    public const double MaxTimeoutS = 7 * 24 * 3600;

    /// <summary>Most retries of a command.</summary>
    public const int MaxRetries = 20;

    /// <summary>Everything wrong with a model's commands; empty if nothing is.</summary>
    public static IReadOnlyList<ModelFault> Of(DeviceModel model) =>
        [.. model.Commands.SelectMany((command, i) => OfCommand(model, command, $"$.commands[{i}]"))];

    private static IEnumerable<ModelFault> OfCommand(DeviceModel model, CommandDefinition command, string path)
    {
        if (!DeviceId.IsValid(command.Key))
        {
            yield return Fault($"{path}.key", "指令名为 1 至 64 个字母、数字或 - _ .。", "A command's key has 1 to 64 letters, digits, - _ or .");
        }

        if (model.Commands.Count(c => c.Key == command.Key) > 1)
        {
            yield return Fault($"{path}.key", $"指令名 {command.Key} 已被占用，请换一个。", $"The key {command.Key} is taken; choose another.");
        }

        if (!(command.TimeoutS is >= 1 and <= MaxTimeoutS))
        {
            yield return Fault($"{path}.timeoutS", $"时限为 1 至 {MaxTimeoutS} 秒。", $"The time is 1 to {MaxTimeoutS} s.");
        }

        if (command.Retries is < 0 or > MaxRetries)
        {
            yield return Fault($"{path}.retries", $"重发次数为 0 至 {MaxRetries}。", $"The retries are 0 to {MaxRetries}.");
        }

        foreach (var fault in command.Args.SelectMany((argument, i) => OfArgument(command, argument, $"{path}.args[{i}]")))
        {
            yield return fault;
        }

        foreach (var (metric, value) in command.Expects)
        {
            if (model.FindMetric(metric) is null)
            {
                yield return Fault($"{path}.expects.{metric}", $"本型号没有指标 {metric}。", $"This model has no metric {metric}.");
            }

            if (value.ValueKind == JsonValueKind.String && command.Args.All(a => a.Key != value.GetString()))
            {
                yield return Fault($"{path}.expects.{metric}", $"该指令没有参数 {value.GetString()}。", $"This command takes no argument {value.GetString()}.");
            }
        }
    }

    private static IEnumerable<ModelFault> OfArgument(CommandDefinition command, CommandArgument argument, string path)
    {
        if (argument.Key.Length == 0 || command.Args.Count(a => a.Key == argument.Key) > 1)
        {
            yield return Fault($"{path}.key", "参数名不能为空，也不能重复。", "An argument's key must not be empty nor be there twice.");
        }

        if (argument.Min > argument.Max)
        {
            yield return Fault($"{path}.min", "最小值不能大于最大值。", "The least must not be above the most.");
        }

        if ((argument.Kind == ArgumentKind.Choice) == (argument.Choices.Count == 0))
        {
            yield return Fault($"{path}.choices", "选项只用于 choice，且至少一个。", "Choices belong to the kind choice, which needs at least one.");
        }
    }

    private static ModelFault Fault(string path, string zh, string en) => new(path, new LocalName(zh, en));
}
