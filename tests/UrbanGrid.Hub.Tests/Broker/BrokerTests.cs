using System.Globalization;
using System.Net.Sockets;
using UrbanGrid.Hub.Broker;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Broker;

/// <summary>The MQTT server alone, as the program runs it, with clients that others wrote.</summary>
public sealed class BrokerTests
{
    [SkippableFact]
    public async Task A_killed_broker_has_lost_no_acknowledged_message_of_an_absent_subscriber_and_no_retained_one()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using (var broker = await StartAsync(port, "--data", folder.Path))
        {
            await ClientAsync("mosquitto_sub", port, "-c", "-i", "away", "-q", "2", "-t", "t/#", "-E");
            await ClientAsync("mosquitto_pub", port, "-q", "1", "-t", "t/1", "-m", "one");
            await ClientAsync("mosquitto_pub", port, "-q", "2", "-t", "t/2", "-m", "two");
            await ClientAsync("mosquitto_pub", port, "-q", "1", "-r", "-t", "status", "-m", "kept");
            await broker.KillAsync();
        }

        await using var again = await StartAsync(port, "--data", folder.Path);
        var waited = await ClientAsync("mosquitto_sub", port, "-c", "-i", "away", "-q", "2", "-t", "t/#", "-C", "2", "-W", "60");
        var retained = await ClientAsync("mosquitto_sub", port, "-t", "status", "-C", "1", "-W", "60");

        Assert.Equal("one\ntwo\n", waited);
        Assert.Equal("kept\n", retained);
    }

    [SkippableFact]
    public async Task One_filter_is_refused_and_every_other_is_not()
    {
        var port = FreePort.Next();
        await using var broker = await StartAsync(port);

        var (_, told) = await Mosquitto.RunAsync("mosquitto_sub", [.. At(port), "-d", "-V", "5", "-t", "test/nosubscribe", "-t", "test/other", "-E"]);

        Assert.Contains("Subscribed (mid: 1): 128, 0", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_where_it_listens_and_ends_when_told_to()
    {
        var port = FreePort.Next();
        await using var broker = await StartAsync(port);

        await broker.TerminateAsync();
        var (code, errors, output) = await broker.EndAsync();

        Assert.Equal((0, ""), (code, errors));
        Assert.Equal($"MQTT broker listens on port {port}; sessions are kept in memory", output.Trim());
    }

    [Theory]
    [InlineData("--anonymous", "--port", "1883")]
    [InlineData("There is no option '--prot'", "--anonymous", "--prot", "1")]
    [InlineData("--ws-port needs a port", "--anonymous", "--ws-port", "x")]
    public void What_cannot_be_meant_is_told_in_a_sentence(string sentence, params string[] arguments) =>
        Assert.Contains(sentence, Assert.Throws<ArgumentException>(() => BrokerCommandLine.Parse(arguments)).Message, StringComparison.Ordinal);

    private static string[] At(int port) => ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)];

    private static async Task<string> ClientAsync(string name, int port, params string[] arguments)
    {
        var (code, output) = await Mosquitto.RunAsync(name, [.. At(port), .. arguments]);
        Assert.True(code == 0, $"{name} ended with {code}: {output}");
        return output;
    }

    private static async Task<HubProcess> StartAsync(int port, params string[] arguments)
    {
        var broker = HubProcess.Start(["broker", "--anonymous", "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), .. arguments]);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port, patience.Token);
                return broker;
            }
            catch (SocketException)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }
}
