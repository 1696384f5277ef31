using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.EdgeAgent.Uplink;
using UrbanGrid.Vision.Privacy;

namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>
/// Takes the hub's orders for clips of one camera, waits until the recording reaches as far as wanted, cuts and hands over,
/// one after the other. Orders wait in memory: after a restart of the agent the hub, which got no file, says so.
/// </summary>
public sealed class ClipDesk(
    string cameraId, RecordingRing ring, ClipCutter cutter, string maskFolder, Outbox outbox, TimeProvider time, ILogger<ClipDesk> logger)
{
    private const int MaxWaiting = 32;
    private const int MaxRemembered = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>How long after the wanted end the recording may still lack it: a piece, and a stream that stutters.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Channel<ClipOrder> _orders = Channel.CreateBounded<ClipOrder>(MaxWaiting);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Polygons that are black in everything the recording holds.</summary>
    public PrivacyMask? RecordedMask { get; set; }

    /// <summary>Takes an order; says why it cannot be done, or null.</summary>
    public string? Take(ClipOrder order)
    {
        if (!DeviceId.IsValid(order.File))
        {
            return "clip needs {\"file\":id,\"from\":ms,\"to\":ms}";
        }

        if (order.To <= order.From || order.To - order.From > ClipOrder.LongestMs)
        {
            return $"a clip is longer than 0 and at most {ClipOrder.LongestMs / 1000} s";
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (order.From > now)
        {
            return "the clip would begin in the future";
        }

        if (order.To <= (ring.Begin ?? now) && order.To < now - (long)Patience.TotalMilliseconds)
        {
            return "the recording does not reach back that far";
        }

        lock (_taken)
        {
            if (_taken.Count >= MaxRemembered)
            {
                _taken.Clear();
            }

            // The hub sends an order again while it has no answer: the same file is cut once.
            return !_taken.Add(order.File) || _orders.Writer.TryWrite(order) ? null : "too many clips are waited for";
        }
    }

    /// <summary>Works off the orders.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var order in _orders.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await WaitForAsync(order, cancellationToken);
                await DoAsync(order, cancellationToken);
            }
            catch (Exception e) when (e is ClipException or IOException)
            {
                logger.LogWarning("{Camera}: no clip {File}: {Problem}", cameraId, order.File, e.Message);
                FileUpload.Refuse(outbox, cameraId, order.File, e.Message);
            }
        }
    }

    private async Task WaitForAsync(ClipOrder order, CancellationToken cancellationToken)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(order.To) + Patience;
        while (!(ring.End >= order.To) && time.GetUtcNow() < last)
        {
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task DoAsync(ClipOrder order, CancellationToken cancellationToken)
    {
        var pieces = ring.Find(order.From, order.To);
        if (pieces.Count == 0)
        {
            throw new ClipException("nothing was recorded at that time");
        }

        var mask = MissingMask(order);
        var clip = await cutter.CutAsync(pieces, order, mask, cancellationToken);
        FileUpload.Send(outbox, cameraId, order.File, clip.Content, "video/mp4", clip.From, clip.To);
        logger.LogInformation(
            "{Camera}: clip {File} of {Seconds:0.0} s, {Bytes} bytes", cameraId, order.File, (clip.To - clip.From) / 1000.0, clip.Content.Length);
    }

    /// <summary>A mask for what the hub wants hidden and the recording shows; null if there is nothing.</summary>
    private string? MissingMask(ClipOrder order)
    {
        var hidden = RecordedMask?.Polygons ?? [];
        var missing = (order.Privacy ?? []).Where(p => !hidden.Any(h => h.Count == 0 || h.SequenceEqual(p))).ToList();
        var zones = missing.Select((p, n) => new CameraZone { Name = $"{n}", Purpose = ZonePurpose.Privacy, Polygon = p });
        if (PrivacyMask.Of(zones) is not { } mask)
        {
            return null;
        }

        var path = Path.Combine(maskFolder, "clip-mask.pam");
        MaskFile.Write(path, mask);
        return path;
    }
}
