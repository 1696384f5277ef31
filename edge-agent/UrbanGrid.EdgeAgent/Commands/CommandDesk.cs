using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Devices;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Mqtt;

namespace UrbanGrid.EdgeAgent.Commands;

/// <summary>
/// Takes the hub's commands to the devices of this agent and answers each. The command is acknowledged once the answer
/// lies in the spool, so neither gets lost.
/// </summary>
public sealed class CommandDesk(IEnumerable<IEdgeDevice> devices, Outbox outbox, ILogger<CommandDesk> logger)
{
    private readonly FrozenDictionary<string, IEdgeDevice> _devices = devices.ToFrozenDictionary(d => d.Id, StringComparer.Ordinal);

    /// <summary>Subscribes to the commands of every device.</summary>
    public async Task ListenAsync(MqttClient client, CancellationToken cancellationToken)
    {
        foreach (var id in _devices.Keys)
        {
            try
            {
                await client.SubscribeAsync(DeviceTopic.Command(id, "+"), MqttQos.AtLeastOnce, TakeAsync, cancellationToken);
            }
            catch (Exception e) when (e is IOException or MqttRefusedException)
            {
                logger.LogWarning("{Device} gets no commands: {Error}; is it assigned to this agent on the hub?", id, e.Message);
            }
        }
    }

    /// <summary>Carries out one command and answers it.</summary>
    public void Take(string topic, ReadOnlySpan<byte> payload)
    {
        if (!DeviceTopic.TryParse(topic, out var to) || to.Kind != TopicKind.Command || !_devices.TryGetValue(to.DeviceId, out var device))
        {
            logger.LogWarning("A command came for no device of this agent: {Topic}", topic);
            return;
        }

        CommandPayload? command;
        try
        {
            command = JsonSerializer.Deserialize(payload, WireJson.Default.CommandPayload);
        }
        catch (JsonException e)
        {
            logger.LogWarning("Command {Topic} is no JSON that can be read: {Error}", topic, e.Message);
            return;
        }

        // The id becomes a level of the reply's topic.
        if (command is null || !DeviceId.IsValid(command.Id))
        {
            logger.LogWarning("Command {Topic} has no usable id, so nobody can be answered", topic);
            return;
        }

        var answer = Execute(device, to.Tail, command.Args);
        logger.LogInformation("Command {Command} to {Device}: {Outcome}", to.Tail, device.Id, answer.Ok ? "done" : "refused");
        outbox.Reply(device.Id, command.Id, answer.ToPayload());
    }

    private ValueTask TakeAsync(MqttDelivery delivery, CancellationToken cancellationToken)
    {
        Take(delivery.Topic, delivery.Payload.Span);
        return ValueTask.CompletedTask;
    }

    private CommandAnswer Execute(IEdgeDevice device, string command, JsonElement? args)
    {
        try
        {
            return device.Execute(command, args);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Command {Command} to {Device} failed", command, device.Id);
            return CommandAnswer.Refuse($"'{command}' failed: {e.Message}");
        }
    }
}
