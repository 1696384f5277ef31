using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Hub.Tests.Support;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Tests.Faults;

/// <summary>Devices that publish on and on, send again what was not acknowledged, and remember what was.</summary>
internal sealed class SteadyPublishers : IAsyncDisposable
{
    private const int Window = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Devices = ["mh-01", "mh-02", "mh-03", "mh-04"];

    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = TimeProvider.System.GetUtcNow().AddDays(-2).ToUnixTimeMilliseconds();
    private readonly int _mqttPort;
    private readonly string _token;
    private readonly Task[] _publishing;

    public SteadyPublishers(int mqttPort, string token)
    {
        (_mqttPort, _token) = (mqttPort, token);
        _publishing = [.. Devices.Select((device, i) => Task.Run(() => PublishAllAsync(device, i)))];
    }

    /// <summary>Messages the hub has acknowledged.</summary>
    public ConcurrentDictionary<(string Device, long Ts), bool> Acknowledged { get; } = new();

    /// <summary>Waits until the hub has acknowledged something new.</summary>
    public Task WaitForMoreAsync()
    {
        var before = Acknowledged.Count;
        return Eventually.GetAsync(() => Task.FromResult(Acknowledged.Count > before ? "more" : null), "another acknowledgement", TimeSpan.FromMinutes(1));
    }

    /// <summary>Sends nothing new and waits until everything sent is acknowledged.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_publishing);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
    }

    private async Task PublishAllAsync(string device, int index)
    {
        await using var client = new MqttClient(
            new MqttClientOptions
            {
                Host = "127.0.0.1", Port = _mqttPort, ClientId = $"steady-{index}", UserName = DeviceSetup.EdgeAgent, Password = _token,
                MaxReconnectDelay = TimeSpan.FromSeconds(1),
            },
            TimeProvider.System,
            NullLogger<MqttClient>.Instance);
        client.Start();
        for (var n = 0L; !_stop.IsCancellationRequested; n += Window)
        {
            await Task.WhenAll(Enumerable.Range(0, Window).Select(i => PublishUntilAcknowledgedAsync(client, device, _began + n + i)));
            await Task.Delay(Pace);
        }
    }

    private async Task PublishUntilAcknowledgedAsync(MqttClient client, string device, long ts)
    {
        var payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"ts":{{{ts}}},"values":{"battery":{{{ts % 100}}}}}"""));
        while (!Acknowledged.ContainsKey((device, ts)))
        {
            try
            {
                await client.WaitConnectedAsync(CancellationToken.None);
                if (await client.PublishAsync(DeviceTopic.Telemetry(device), payload, MqttQos.AtLeastOnce, false, default) == MqttReasonCode.Success)
                {
                    Acknowledged[(device, ts)] = true;
                }
            }
            catch (MqttNotConnectedException)
            {
                // The hub was killed; the same message goes out again once it is back.
            }
        }
    }
}
