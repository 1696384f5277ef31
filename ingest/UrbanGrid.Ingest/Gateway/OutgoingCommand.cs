using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>A command on its way to a device.</summary>
/// <param name="Id">Its id; the same when it is sent again, so that the device can tell a repeat.</param>
/// <param name="DeviceId">Device.</param>
/// <param name="Name">Name of the command.</param>
/// <param name="Args">Arguments; null for none.</param>
/// <param name="ExpiresAt">Moment from which it must not be carried out any more, Unix ms.</param>
public sealed record OutgoingCommand(string Id, string DeviceId, string Name, JsonElement? Args, long ExpiresAt)
{
    /// <summary>
    /// The message of the wire contract. It expires with the command: a lamp must not be switched by an order that waited
    /// somewhere on the way until it was given up.
    /// </summary>
    /// <param name="now">Unix ms.</param>
    public MqttMessage ToMessage(long now) => new()
    {
        Topic = DeviceTopic.Command(DeviceId, Name),
        Payload = JsonSerializer.SerializeToUtf8Bytes(new CommandPayload(Id, Args), WireJson.Default.CommandPayload),
        Qos = MqttQos.AtLeastOnce,
        Properties = new MqttMessageProperties { Expiry = TimeSpan.FromMilliseconds(Math.Max(1_000, ExpiresAt - now)) },
    };
}
