using System.Globalization;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>
/// The server under test: this project's, open to everybody, or the one whose <c>host:port</c> is in
/// <c>URBANGRID_CONFORMANCE</c>, so that the tests themselves can be held against another broker.
/// </summary>
internal static class ServerAddress
{
    private static readonly Lazy<Task<(string Host, int Port)>> s_address = new(FindAsync);

    public static Task<(string Host, int Port)> FindOnceAsync() => s_address.Value;

    private static async Task<(string Host, int Port)> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("URBANGRID_CONFORMANCE")?.Split(':') is [var host, var port])
        {
            return (host, int.Parse(port, CultureInfo.InvariantCulture));
        }

        // Lives as long as the test run.
        var broker = await TestBroker.StartAsync();
        return ("127.0.0.1", broker.Port);
    }
}
