using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.Hub.Cameras.Edge;

/// <summary>
/// What detectors beside cameras think at the moment: asked for while somebody looks, and forgotten soon after. Nothing of it is
/// stored.
/// </summary>
public sealed class EdgeOverlays(DeviceCommands wire, TimeProvider time)
{
    /// <summary>The command; its arguments are an <see cref="OverlayOrder"/>.</summary>
    public const string Command = "show_overlay";

    /// <summary>Age from which it says nothing of the present any more; an agent tells once a second.</summary>
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, (DetectorView View, long At)> _told = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);

    /// <summary>Somebody looks at a camera: what its detectors think, null until the agent has told it.</summary>
    public async ValueTask<DetectorView?> LookAsync(string cameraId, CancellationToken cancellationToken)
    {
        if (!_asked.TryGetValue(cameraId, out var asked) || time.GetElapsedTime(asked) >= Renewal)
        {
            await AskAsync(cameraId, cancellationToken);
        }

        return _told.TryGetValue(cameraId, out var told) && time.GetElapsedTime(told.At) < FreshFor ? told.View : null;
    }

    /// <summary>An agent tells.</summary>
    public void Take(string cameraId, DetectorView view) => _told[cameraId] = (view, time.GetTimestamp());

    /// <summary>An agent that does not listen now is asked when somebody looks again.</summary>
    private async Task AskAsync(string cameraId, CancellationToken cancellationToken)
    {
        var before = time.GetTimestamp();
        _asked[cameraId] = before;
        var command = new OutgoingCommand(
            Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            cameraId,
            Command,
            JsonSerializer.SerializeToElement(new OverlayOrder(Lease.TotalSeconds), WireJson.Default.OverlayOrder),
            (time.GetUtcNow() + Renewal).ToUnixTimeMilliseconds());
        if (!await wire.SendAsync(command, cancellationToken))
        {
            _asked.TryRemove(new KeyValuePair<string, long>(cameraId, before));
        }
    }
}
