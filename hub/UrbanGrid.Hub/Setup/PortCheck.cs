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
}
