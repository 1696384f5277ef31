using System.Text.Json;
using System.Text.Json.Nodes;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Devices;

/// <summary>What came of a command.</summary>
public sealed record CommandAnswer(bool Ok, JsonObject Result)
{
    /// <summary>It is done.</summary>
    public static CommandAnswer Done(JsonObject result) => new(true, result);

    /// <summary>It cannot be done; the sentence says what to change.</summary>
    public static CommandAnswer Refuse(string why) => new(false, new JsonObject { ["error"] = why });

    /// <summary>The device knows no such command.</summary>
    public static CommandAnswer Unknown(string command, params string[] known) =>
        Refuse($"unknown command '{command}'; this device knows {string.Join(", ", known)}");

    /// <summary>As it goes over the wire.</summary>
    public ReplyPayload ToPayload() => new(Ok, JsonSerializer.SerializeToElement(Result));
}
