using System.IO.Pipelines;

namespace UrbanGrid.Mqtt.Server;

/// <summary>The other end of a connection, whatever carries it.</summary>
/// <param name="Transport">Bytes both ways.</param>
/// <param name="RemoteAddress">For the log.</param>
/// <param name="CertificateName">Common name of its verified certificate.</param>
/// <param name="Abort">Cuts the connection at once.</param>
internal sealed record MqttPeer(IDuplexPipe Transport, string? RemoteAddress, string? CertificateName, Action Abort);
