using System.Net.Sockets;

namespace UrbanGrid.Hub.Setup;

/// <summary>A port the hub wants is taken; the message names the port and the option that changes it.</summary>
public sealed class PortInUseException(string message) : Exception(message);

/// <summary>Looks at the ports before anything else is done, so that a wrong port costs nobody a minute.</summary>
public static class PortCheck
{
    /// <summary>Returns if all ports are free.</summary>
    /// <exception cref="PortInUseException">One is not.</exception>
    public static void RequireFree(HubOptions options)
    {
        Require(options, "--port", options.Port);
        Require(options, "--mqtt-port", options.MqttPort);
        if (options.Jt808Port != 0)
        {
            Require(options, "--jt808-port", options.Jt808Port);
            RequireUdp(options, "--jt808-port", options.Jt808Port);
        }

        if (options.Jt1078Port != 0)
        {
            Require(options, "--jt1078-port", options.Jt1078Port);
        }

        if (options.MqttTlsPort is { } tls)
        {
            Require(options, "--mqtt-tls-port", tls);
        }
    }

    private static void Require(HubOptions options, string option, int port)
    {
        try
        {
            using var listener = new TcpListener(options.Bind, port);
            listener.Start();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException($"Port {port} is in use. Stop what uses it, or choose another with {option} N.");
        }
    }

    private static void RequireUdp(HubOptions options, string option, int port)
    {
        try
        {
            using var socket = new Socket(options.Bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new System.Net.IPEndPoint(options.Bind, port));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new PortInUseException($"UDP port {port} is in use. Stop what uses it, or choose another with {option} N.");
        }
    }
}
