using System.Globalization;
using UrbanGrid.Mqtt;
using UrbanGrid.Mqtt.Tests;

namespace UrbanGrid.Peers.Tests;

/// <summary>Our server with the clients of Debian's mosquitto-clients.</summary>
public sealed class MosquittoClientTests
{
    public static TheoryData<string, int> VersionsAndQos => new()
    {
        { "311", 0 }, { "311", 1 }, { "5", 0 }, { "5", 1 },
    };

    [SkippableTheory]
    [MemberData(nameof(VersionsAndQos))]
    public async Task Mosquitto_sub_gets_what_mosquitto_pub_sends(string version, int qos)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var subscriber = await SubscribeAsync(broker, version, qos, "city/+/tilt", count: 2);

        var first = await PublishAsync(broker, version, qos, "-t", "city/m1/tilt", "-m", "3.2");
        await PublishAsync(broker, version, qos, "-t", "town/m1/tilt", "-m", "no");
        await PublishAsync(broker, version, qos, "-t", "city/m2/tilt", "-m", "井盖");

        Assert.Equal(0, first.ExitCode);
        Assert.Equal(0, await subscriber.WaitForExitAsync());
        Assert.Equal([$"MSG city/m1/tilt 3.2 {qos} 0", $"MSG city/m2/tilt 井盖 {qos} 0"], Messages(subscriber));
    }

    [SkippableTheory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task Ten_thousand_messages_of_one_publisher_arrive_in_order(string version)
    {
        const int count = 10_000;
        await using var broker = await TestBroker.StartAsync(new MqttServerOptions { MaxQueuedPerSession = count });
        using var folder = new TestKit.TempFolder();
        var file = folder.File("lines");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        await using var subscriber = await SubscribeAsync(broker, version, 1, "t", count);

        await using var publisher = PeerProgram.Start(
            "sh", "-c", $"mosquitto_pub -h 127.0.0.1 -p {broker.Port} -V {version} -q 1 -t t -l < {file}");

        Assert.Equal(0, await publisher.WaitForExitAsync());
        Assert.Equal(0, await subscriber.WaitForExitAsync());
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"MSG t {i} 1 0"), Messages(subscriber));
    }

    [SkippableTheory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task A_retained_message_waits_for_its_subscriber_until_it_is_deleted(string version)
    {
        await using var broker = await TestBroker.StartAsync();
        await PublishAsync(broker, version, 1, "-t", "d/1/status", "-m", "online", "-r");
        await PublishAsync(broker, version, 1, "-t", "d/2/status", "-m", "gone", "-r");
        await PublishAsync(broker, version, 1, "-t", "d/2/status", "-n", "-r");

        await using var subscriber = await SubscribeAsync(broker, version, 1, "d/#", count: 2);
        await subscriber.WaitForLineAsync("MSG d/1/status");
        await PublishAsync(broker, version, 1, "-t", "d/3/status", "-m", "live");

        Assert.Equal(0, await subscriber.WaitForExitAsync());
        Assert.Equal(["MSG d/1/status online 1 1", "MSG d/3/status live 1 0"], Messages(subscriber));
    }

    [SkippableTheory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task The_will_of_a_killed_client_is_published(string version)
    {
        await using var broker = await TestBroker.StartAsync();
        await using var watcher = await SubscribeAsync(broker, version, 1, "+/status", count: 1);
        await using var device = await SubscribeAsync(
            broker, version, 1, "commands", count: 1,
            "--will-topic", "device/status", "--will-payload", "offline", "--will-qos", "1", "--will-retain");

        await device.KillAsync();

        Assert.Equal(0, await watcher.WaitForExitAsync());
        Assert.Equal(["MSG device/status offline 1 0"], Messages(watcher));
    }

    [SkippableTheory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task A_wrong_password_is_told(string version)
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.Authenticate = r => r.UserName == "device" && r.Password.Span.SequenceEqual("right"u8)
            ? MqttReasonCode.Success
            : MqttReasonCode.BadUserNameOrPassword;

        var right = await PublishAsync(broker, version, 1, "-t", "t", "-m", "x", "-u", "device", "-P", "right");
        var wrong = await PublishAsync(broker, version, 1, "-t", "t", "-m", "x", "-u", "device", "-P", "wrong");

        Assert.Equal(0, right.ExitCode);
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("bad user name or password", wrong.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Single(broker.Application.Received);
    }

    [SkippableFact]
    public async Task Properties_pass_from_client_to_client()
    {
        await using var broker = await TestBroker.StartAsync();
        await using var subscriber = PeerProgram.Start(
            "mosquitto_sub", "-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", "5", "-d", "-q", "1", "-t", "t", "-C", "1",
            "-F", "MSG %p %C %D %R %P");
        await subscriber.WaitForLineAsync("Subscribed");

        await PublishAsync(
            broker, "5", 1, "-t", "t", "-m", "x", "-D", "publish", "content-type", "text/plain",
            "-D", "publish", "correlation-data", "42", "-D", "publish", "response-topic", "answers",
            "-D", "publish", "user-property", "k", "v");

        Assert.Equal(0, await subscriber.WaitForExitAsync());
        Assert.Equal(["MSG x text/plain 42 answers k:v"], Messages(subscriber));
    }

    [SkippableFact]
    public async Task A_publish_that_is_not_allowed_is_told_to_a_client_of_version_5()
    {
        await using var broker = await TestBroker.StartAsync();
        broker.Application.PublishAllowed = (_, topic) => topic != "foreign";

        var (_, output) = await PublishAsync(broker, "5", 1, "-t", "foreign", "-m", "x");

        Assert.Contains("Not authorized", output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(broker.Application.Received);
    }

    private static async Task<PeerProgram> SubscribeAsync(
        TestBroker broker, string version, int qos, string filter, int count, params string[] more)
    {
        var subscriber = PeerProgram.Start("mosquitto_sub",
        [
            "-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", version, "-d", "-q", $"{qos}", "-t", filter, "-C", $"{count}",
            "-F", "MSG %t %p %q %r", .. more,
        ]);
        await subscriber.WaitForLineAsync("Subscribed");
        return subscriber;
    }

    private static Task<(int ExitCode, string Output)> PublishAsync(
        TestBroker broker, string version, int qos, params string[] arguments) =>
        PeerProgram.RunAsync(
            "mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{broker.Port}", "-V", version, "-q", $"{qos}", .. arguments]);

    private static IEnumerable<string> Messages(PeerProgram program) =>
        program.Lines.Where(l => l.StartsWith("MSG ", StringComparison.Ordinal));
}
