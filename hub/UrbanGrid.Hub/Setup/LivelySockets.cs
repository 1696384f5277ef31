using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace UrbanGrid.Hub.Setup;

/// <summary>
/// Sockets on which the system asks after a peer that is silent, so that a connection whose other end has lost its power or
/// its network is cut within two minutes, also if its client has no keep-alive of its own.
/// </summary>
public static class LivelySockets
{
    private const int SilenceSeconds = 60;
    private const int PauseSeconds = 15;
    private const int Questions = 4;

    /// <summary>
    /// Connections that may wait to be accepted; the system may allow fewer. When a city's devices come back together, one that
    /// finds no place tries again after one second, then after three, seven and fifteen.
    /// </summary>
    private const int Waiting = 16_384;

    /// <summary>Listens on such sockets; on Linux what is accepted inherits it from the socket that listens.</summary>
    public static void UseLivelySockets(this IWebHostBuilder host) =>
        host.UseSockets(transport =>
        {
            transport.CreateBoundListenSocket = Bind;
            transport.Backlog = Waiting;
        });

    private static Socket Bind(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        if (endPoint is IPEndPoint)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilenceSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, PauseSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Questions);
        }

        return socket;
    }
}
