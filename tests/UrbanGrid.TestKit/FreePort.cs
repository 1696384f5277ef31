using System.Net;
using System.Net.Sockets;

namespace UrbanGrid.TestKit;

/// <summary>
/// TCP ports that stay free until they are listened on. They lie below those that systems hand out to clients (32768 and up on Linux):
/// of these, a connection that some other test opens in between may take one. Tests of other processes are kept off by a lock.
/// </summary>
public static class FreePort
{
    private const int First = 12_000;
    private const int Last = 32_000;

    /// <summary>Held as long as the process lives.</summary>
    private static readonly List<FileStream> Taken = [];

    private static readonly string Locks = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"urbangrid-test-ports-{Environment.UserName}")).FullName;

    /// <summary>One that nobody listens on, and that no other caller gets, in any process.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last);
            if (TryTake(port))
            {
                return port;
            }
        }
    }

    private static bool TryTake(int port)
    {
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(Locks, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false;
        }

        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
        }
        catch (SocketException)
        {
            held.Dispose();
            return false;
        }

        lock (Taken)
        {
            Taken.Add(held);
        }

        return true;
    }
}
