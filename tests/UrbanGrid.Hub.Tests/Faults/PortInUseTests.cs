using System.Net;
using System.Net.Sockets;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Faults;

public sealed class PortInUseTests
{
    [Theory]
    [InlineData(true, "--port N")]
    [InlineData(false, "--mqtt-port N")]
    public async Task A_port_in_use_gets_a_sentence_and_an_exit_code(bool http, string option)
    {
        using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var hub = HubProcess.Start(folder.Path, http ? port : FreePort.Next(), http ? FreePort.Next() : port, city: null);
        var (code, errors, output) = await hub.EndAsync();
        Assert.Equal(3, code);
        Assert.Equal($"Port {port} is in use. Stop what uses it, or choose another with {option}.", errors.Trim());
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
