using UrbanGrid.Contracts;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Static regions from frame to frame: matched, taken anew when the owner steps off, kept while hidden, given up when gone.</summary>
internal sealed class RegionTracker(
    Scene scene, IReadOnlyList<WatchedZone> zones, FrameHistory history, LeftObjectSettings settings)
{
    private readonly List<StaticRegion> _regions = [];
    private readonly List<Alarm> _ended = [];

    public IReadOnlyList<StaticRegion> Regions => _regions;

    /// <summary>Takes the blobs of the last frame.</summary>
    public void Follow(in SceneFrame frame, Tick tick)
    {
        var blobs = scene.Blobs();
        Span<bool> used = stackalloc bool[blobs.Length];
        Match(blobs, used);
        var areaMax = settings.AreaMaxShare * frame.GridWidth * frame.GridHeight;
        for (var i = 0; i < blobs.Length; i++)
        {
            if (blobs[i].Area > areaMax)
            {
                SettleLarge(blobs[i], tick);
            }
            else if (!used[i] && _regions.Count < settings.RegionsMax)
            {
                Begin(blobs[i], tick);
            }
        }

        for (var i = _regions.Count - 1; i >= 0; i--)
        {
            Observe(_regions[i], tick);
        }
    }

    /// <summary>Alarms whose thing went away since the last call.</summary>
    public IReadOnlyList<Alarm> TakeEnded()
    {
        if (_ended.Count == 0)
        {
            return [];
        }

        Alarm[] ended = [.. _ended];
        _ended.Clear();
        return ended;
    }

    /// <summary>The region becomes background.</summary>
    public void Absorb(StaticRegion region, long stamp)
    {
        scene.Absorb(region.Handle);
        GiveUp(region, stamp);
    }

    /// <summary>The scene has begun anew: its regions are gone with it.</summary>
    public void Restart(long stamp)
    {
        foreach (var region in _regions)
        {
            End(region, stamp);
        }

        _regions.Clear();
    }

    private void Match(ReadOnlySpan<Blob> blobs, Span<bool> used)
    {
        List<(double Overlap, int Region, int Blob)> pairs = [];
        for (var r = 0; r < _regions.Count; r++)
        {
            _regions[r].Match = null;
            for (var b = 0; b < blobs.Length; b++)
            {
                var overlap = _regions[r].Box.OverlapWith(blobs[b].Box);
                if (overlap >= settings.SameOverlap)
                {
                    pairs.Add((overlap, r, b));
                }
            }
        }

        foreach (var (_, r, b) in pairs.OrderByDescending(p => p.Overlap))
        {
            if (_regions[r].Match is null && !used[b])
            {
                _regions[r].Match = blobs[b];
                used[b] = true;
            }
        }
    }

    private void SettleLarge(in Blob blob, Tick tick)
    {
        if (tick.Now - blob.Since > settings.LargeSettleSeconds)
        {
            var handle = scene.Take(blob.Label);
            scene.Absorb(handle);
            scene.Drop(handle);
        }
    }

    private void Begin(in Blob blob, Tick tick)
    {
        var born = Math.Max(tick.Now - settings.BornBackSeconds, blob.Since);
        var region = new StaticRegion(settings)
        {
            Handle = scene.Take(blob.Label),
            Box = blob.Box,
            Area = blob.Area,
            Born = born,
            BornStamp = tick.StampOf(born),
            Created = tick.Now,
            LastBox = blob.Box,
            ShapedAt = tick.Now,
            Match = blob,
        };
        region.MovedAtArrival = scene.MovedAt(region.Handle, settings.ReachOf(blob.Box), born - settings.OwnerBackSeconds);
        region.Arrival = history.ArrivalAt(blob.Box, region.BornStamp);
        EnterZones(region);
        foreach (var clock in region.Clocks)
        {
            clock.StartWith(tick.Now - born);
        }

        _regions.Add(region);
    }

    private void Observe(StaticRegion region, Tick tick)
    {
        if (region.Match is { } match)
        {
            Reshape(region, match, tick);
            region.SeenAt = tick.Now;
            region.GoneFor = 0;
        }

        region.Look = scene.Look(region.Handle);
        if (region.Match is null)
        {
            var hidden = tick.Now - region.SeenAt > (region.IsReported ? settings.HiddenReportedSeconds : settings.HiddenSeconds);
            region.GoneFor += region.Look.Foreground < 0.5 || hidden ? tick.Elapsed : 0;
            if (region.GoneFor > settings.GoneSeconds)
            {
                PassOn(region);
                GiveUp(region, tick.Stamp);
            }
        }
        else if (!region.IsCovered && tick.Now - region.Created > settings.SettlingSeconds)
        {
            region.Appearance.Add(tick.Now, region.Look);
        }
    }

    /// <summary>Takes mask and picture anew once a changed shape has stayed; the clock runs on.</summary>
    private void Reshape(StaticRegion region, in Blob match, Tick tick)
    {
        if (match.Box.OverlapWith(region.LastBox) < settings.SameShapeOverlap)
        {
            region.ShapedAt = tick.Now;
        }

        region.LastBox = match.Box;
        if (region.IsReported
            || match.Box.OverlapWith(region.Box) >= settings.SameShapeOverlap
            || tick.Now - region.ShapedAt < settings.ReshapeSeconds)
        {
            return;
        }

        scene.Drop(region.Handle);
        region.Handle = scene.Take(match.Label);
        region.Box = match.Box;
        region.Area = match.Area;
        region.ForgetLooks();
        EnterZones(region);
    }

    private void EnterZones(StaticRegion region)
    {
        foreach (var zone in zones)
        {
            var share = zone.IsDumping ? settings.DumpingZoneShare : settings.OccupancyZoneShare;
            var inside = scene.ZoneShare(region.Handle, zone.Number) >= share;
            var clock = region.Clocks.Find(c => c.Zone == zone);
            if (inside && clock is null)
            {
                region.Clocks.Add(new ZoneClock(zone, settings));
            }
            else if (!inside && clock is not null)
            {
                region.Clocks.Remove(clock);
            }
        }
    }

    /// <summary>A thing that was pushed or partly covered is a region of another shape now, and still the same alarm.</summary>
    private void PassOn(StaticRegion region)
    {
        if (region.Look.Foreground < 0.5)
        {
            return;
        }

        foreach (var clock in region.Clocks.Where(c => c.Alarm is not null))
        {
            var heir = _regions
                .Where(r => r != region && r.Match is not null && r.Box.CoverWith(region.Box) > 0.5)
                .SelectMany(r => r.Clocks)
                .FirstOrDefault(c => c.Zone == clock.Zone && c.Alarm is null);
            if (heir is not null)
            {
                (heir.Alarm, clock.Alarm) = (clock.Alarm, null);
            }
        }
    }

    private void GiveUp(StaticRegion region, long stamp)
    {
        End(region, stamp);
        scene.Drop(region.Handle);
        _regions.Remove(region);
    }

    private void End(StaticRegion region, long stamp) =>
        _ended.AddRange(region.Clocks.Where(c => c.Alarm is not null).Select(c => c.Alarm! with { ClearedAt = stamp, Pictures = [] }));
}
