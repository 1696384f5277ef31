using System.Net;
using System.Net.Sockets;

namespace UrbanGrid.TestKit;

/// <summary>TCP ports nobody uses at the moment.</summary>
public static class FreePort
{
    /// <summary>Asks the system for one.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
