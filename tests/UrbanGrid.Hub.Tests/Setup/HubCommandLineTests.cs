using System.Net;
using UrbanGrid.Hub.Setup;

namespace UrbanGrid.Hub.Tests.Setup;

public sealed class HubCommandLineTests
{
    [Fact]
    public void Options_are_read()
    {
        var options = HubCommandLine.Parse(["--port", "9000", "--mqtt-port", "2883", "--bind", "127.0.0.1", "--data", "/tmp/x"]);
        Assert.Equal((9000, 2883, IPAddress.Loopback, "/tmp/x"), (options.Port, options.MqttPort, options.Bind, options.Data));
    }

    [Fact]
    public void What_counts_as_the_same_and_how_long_a_device_opens_again_is_the_citys_to_say()
    {
        var options = HubCommandLine.Parse(["--duplicate-metres", "80", "--duplicate-hours", "48", "--device-reopen-days", "0"]);
        Assert.Equal((80.0, 48.0, 0), (options.DuplicateMetres, options.DuplicateHours, options.DeviceReopenDays));
        var usual = HubCommandLine.Parse([]);
        Assert.Equal((50.0, 24.0, 3), (usual.DuplicateMetres, usual.DuplicateHours, usual.DeviceReopenDays));
    }

    [Fact]
    public void A_broker_is_read_from_its_address_and_its_password_is_told_to_nobody()
    {
        var options = HubCommandLine.Parse(["--broker-group", "hubs", "--broker", "mqtts://hub:p%40ss@broker.example"]);

        var broker = options.Broker!;
        Assert.Equal(("broker.example", 8883, true, "hub", "p@ss", "hubs"), (broker.Host, broker.Port, broker.Tls, broker.UserName, broker.Password, broker.Group));
        Assert.DoesNotContain("p@ss", $"{options}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqtt://[user", "--broker", "broker.example")]
    [InlineData("no path", "--broker", "mqtt://broker.example/topic")]
    [InlineData("There is no option '--prot'", "--prot", "80")]
    [InlineData("--port needs a port from 1 to 65535", "--port", "80000")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("--bind needs an IP address", "--bind", "localhost")]
    [InlineData("--duplicate-metres needs a number from 1 to 5000, not '0'", "--duplicate-metres", "0")]
    [InlineData("--device-reopen-days needs a number from 0 to 365", "--device-reopen-days", "never")]
    [InlineData("--demo needs --city", "--demo")]
    [InlineData("--mqtt-tls-port needs --tls-certificate", "--mqtt-tls-port", "8883")]
    [InlineData("--mqtt-client-ca needs --mqtt-tls-port", "--mqtt-client-ca", "/etc/hostname")]
    [InlineData("there is nothing at", "--city", "/nowhere")]
    [InlineData("--database is no connection string", "--database", "postgres://u:secret@db/city")]
    [InlineData("--database is no connection string", "--database", "Host=db;Database=city;Pasword=secret")]
    [InlineData("--database must name at least Host and Database", "--database", "Host=db;Password=secret")]
    public void What_cannot_be_meant_is_told_in_a_sentence_without_any_password(string sentence, params string[] arguments)
    {
        var told = Assert.Throws<ArgumentException>(() => HubCommandLine.Parse(arguments)).Message;
        Assert.Contains(sentence, told, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_option() =>
        Assert.All(["--data", "--database", "--port", "--mqtt-port", "--city", "--demo", "--tile-url"], o => Assert.Contains(o, HubCommandLine.Help, StringComparison.Ordinal));
}
