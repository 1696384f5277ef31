using UrbanGrid.Vision.Overlay;

namespace UrbanGrid.Hub.Replay;

/// <summary>
/// Writes down how full the zones are, once a second at first. When that becomes more than a page can draw, every other look
/// is forgotten and the next come half as often.
/// </summary>
internal sealed class TrackRecorder
{
    private const int MomentsMax = 600;
    private readonly Dictionary<string, List<ZoneMoment>> _tracks = new(StringComparer.Ordinal);
    private long _last = long.MinValue;
    private double _every = 1;
    private double _next = double.NegativeInfinity;

    /// <summary>Takes what the detectors think; the same overlay again is not taken twice.</summary>
    public void Take(PipelineOverlay overlay, long startStamp)
    {
        var seconds = (overlay.Stamp - startStamp) / 1000.0;
        if (overlay.Stamp == _last || seconds < _next)
        {
            return;
        }

        // A little early is on time: overlays come about once a second.
        (_last, _next) = (overlay.Stamp, seconds + (_every * 0.9));
        foreach (var zone in overlay.Zones)
        {
            if (!_tracks.TryGetValue(zone.Name, out var moments))
            {
                _tracks[zone.Name] = moments = [];
            }

            moments.Add(MomentOf(zone, overlay, Math.Round(seconds, 1)));
        }

        if (_tracks.Values.Any(m => m.Count > MomentsMax))
        {
            Thin();
        }
    }

    /// <summary>What was written down.</summary>
    public IReadOnlyList<ZoneTrack> Tracks() => [.. _tracks.Select(t => new ZoneTrack(t.Key, t.Value))];

    private static ZoneMoment MomentOf(OverlayZone zone, PipelineOverlay overlay, double seconds)
    {
        var waiting = 0;
        double nearest = 0;
        foreach (var region in overlay.Regions)
        {
            if (region.Zone == zone.Name && region.State != RegionState.Fixture && region.LimitSeconds > 0)
            {
                waiting++;
                nearest = Math.Max(nearest, region.State == RegionState.Reported ? 1 : Math.Min(1, region.DwellSeconds / region.LimitSeconds));
            }
        }

        return new ZoneMoment(seconds, zone.OccupiedShare, waiting, Math.Round(nearest, 3), zone.IsOpen);
    }

    private void Thin()
    {
        _every *= 2;
        foreach (var moments in _tracks.Values)
        {
            var n = 0;
            moments.RemoveAll(_ => n++ % 2 == 1);
        }
    }
}
