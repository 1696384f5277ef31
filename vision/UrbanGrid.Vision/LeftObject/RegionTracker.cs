using UrbanGrid.Contracts;
using UrbanGrid.Vision.Arrivals;
using UrbanGrid.Vision.Evidence;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>Static regions from frame to frame: matched, taken anew when the owner steps off, kept while hidden, given up when gone.</summary>
internal sealed class RegionTracker(
    Scene scene, IReadOnlyList<WatchedZone> zones, FrameHistory history, ArrivalWatch arrivals, Attendance attendance, LeftObjectSettings settings)
{
    private readonly bool _hasOccupancy = zones.Any(z => !z.IsDumping);
    private readonly List<StaticRegion> _regions = [];
    private readonly List<Alarm> _ended = [];
    private double _areaMax;
    private double _startedAt;

    public IReadOnlyList<StaticRegion> Regions => _regions;

    /// <summary>Takes the blobs of the last frame.</summary>
    public void Follow(in SceneFrame frame, Tick tick)
    {
        var blobs = scene.Blobs();
        Span<bool> used = stackalloc bool[blobs.Length];
        Match(blobs, used);
        _areaMax = settings.AreaMaxShare * frame.GridWidth * frame.GridHeight;
        for (var i = 0; i < blobs.Length; i++)
        {
            var isLarge = blobs[i].Area > _areaMax;
            if (isLarge && !_hasOccupancy)
            {
                SettleLarge(blobs[i], tick);
            }
            else if (!used[i] && _regions.Count < settings.RegionsMax)
            {
                Begin(blobs[i], isLarge, tick);
            }
        }

        for (var i = _regions.Count - 1; i >= 0; i--)
        {
            Observe(_regions[i], tick);
        }

        foreach (var region in _regions.Where(r => !r.HasInherited && tick.Now - r.Created <= settings.BornBackSeconds))
        {
            Inherit(region);
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

    /// <summary>The scene begins, or has begun anew: its regions are gone with it.</summary>
    public void Restart(Tick tick)
    {
        _startedAt = tick.Now;
        foreach (var region in _regions)
        {
            End(region, tick.Stamp);
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

    private void Begin(in Blob blob, bool isLarge, Tick tick)
    {
        var wasThere = blob.Since <= _startedAt + settings.LearnSeconds && scene.ReferenceUse() == ReferenceUse.Used;
        var born = wasThere ? blob.Since : Math.Max(tick.Now - settings.BornBackSeconds, blob.Since);
        var region = new StaticRegion(settings)
        {
            Handle = scene.Take(blob.Label),
            Box = blob.Box,
            Area = blob.Area,
            Born = born,
            BornStamp = tick.StampOf(born),
            Created = tick.Now,
            WasThere = wasThere,
            LastBox = blob.Box,
            ShapedAt = tick.Now,
            TakenAt = tick.Now,
            Match = blob,
        };
        EnterZones(region, isLarge, tick);
        if (isLarge && region.Clocks.Count == 0)
        {
            scene.Drop(region.Handle);
            SettleLarge(blob, tick);
            return;
        }

        region.MovedAtArrival = scene.MovedAt(region.Handle, settings.ReachOf(blob.Box), Math.Max(blob.Since, tick.Now - settings.OwnerSearchSeconds) - settings.OwnerBackSeconds);
        region.WasLeft = scene.MovedAround(region.Handle, Scene.Anywhere, settings.ReachOf(blob.Box), born + settings.LeavingSeconds)
            >= Math.Max(settings.PresencePixels, settings.PresenceShare * region.Area);
        region.BroughtBy = wasThere ? null : arrivals.WhoBrought(blob.Box, blob.Area, born);
        region.Arrival = history.ArrivalAt(blob.Box, region.BornStamp);
        Inherit(region);
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
            region.GoneFor += ShowsBackground(region) || hidden || IsPartOfAnother(region) ? tick.Elapsed : 0;
            if (region.GoneFor > settings.GoneSeconds && !MayBeMoved(region, tick))
            {
                PassOn(region);
                GiveUp(region, tick.Stamp);
            }
        }
        else if (region.Look.Covered <= settings.LookCoveredMax && tick.Now - region.Created > settings.SettlingSeconds)
        {
            region.Appearance.Add(tick.Now, region.Look);
            if (!region.IsReported
                && region.Match is { } whole
                && region.Appearance.LooksLikeAnother(tick.Now, settings.OtherLookSeconds, settings.RestLikeness, settings.SameLookSpread))
            {
                Retake(region, whole, tick);
            }
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

        Retake(region, match, tick);
        EnterZones(region, isLarge: match.Area > _areaMax, tick);
        foreach (var clock in region.Clocks.Where(c => c.Zone.IsDumping && tick.Now - region.Created <= settings.BornBackSeconds))
        {
            // The part that was not static yet passed for somebody beside it.
            clock.CreditAtLeast(attendance.AloneFor(region, clock.Zone, tick) - tick.Elapsed);
        }
    }

    private void Retake(StaticRegion region, in Blob match, Tick tick)
    {
        scene.Drop(region.Handle);
        region.Handle = scene.Take(match.Label);
        region.Box = match.Box;
        region.Area = match.Area;
        region.TakenAt = tick.Now;
        region.ForgetLooks();
    }

    /// <summary>
    /// A car becomes static piece by piece: the piece that was first has gone up in the whole. In a dumping zone it may be a
    /// bag with its owner before it.
    /// </summary>
    private bool IsPartOfAnother(StaticRegion region) =>
        !region.IsReported
        && region.Clocks.TrueForAll(c => !c.Zone.IsDumping)
        && _regions.Exists(r => r.Match is not null && r.Area > region.Area && r.Box.CoverWith(region.Box) > settings.PartCover);

    /// <summary>Something is still going on around a reported thing that has gone: it may only have fallen over or been pushed.</summary>
    private bool MayBeMoved(StaticRegion region, Tick tick) =>
        region.IsReported
        && region.GoneFor < settings.MayBeMovedSeconds
        && scene.MovedAt(region.Handle, settings.ReachOf(region.Box), tick.Now - settings.GoneSeconds)
            >= Math.Max(settings.PresencePixels, settings.SameThingAreaMin * region.Area);

    /// <summary>A reported thing whose own pattern still shows has not gone: the light has.</summary>
    private bool ShowsBackground(StaticRegion region)
    {
        if (region.Look.Foreground >= settings.CoveredShare)
        {
            return false;
        }

        return !region.IsReported
            || region.Look.Likeness < settings.StillThereLikeness
            || region.Look.Likeness < region.BackgroundLikeness + settings.StillThereGain;
    }

    private void EnterZones(StaticRegion region, bool isLarge, Tick tick)
    {
        foreach (var zone in zones)
        {
            var inside = LiesIn(region, zone, isLarge);
            var clock = region.Clocks.Find(c => c.Zone == zone);
            if (inside && clock is null)
            {
                clock = new ZoneClock(zone, settings) { Since = region.BornStamp };
                var counted = zone.IsDumping ? attendance.AloneFor(region, zone, tick) : tick.Now - region.Born;
                clock.StartWith(Math.Max(0, counted - tick.Elapsed)); // this frame is added with the others
                region.Clocks.Add(clock);
            }
            else if (!inside && clock is not null && clock.Alarm is null)
            {
                region.Clocks.Remove(clock);
            }
        }
    }

    private bool LiesIn(StaticRegion region, WatchedZone zone, bool isLarge)
    {
        var place = scene.Place(region.Handle, zone.Number);
        if (zone.IsDumping)
        {
            return !isLarge && place.Share >= settings.DumpingZoneShare;
        }

        return place.Share >= settings.OccupancyZoneShare
            || place.Foot >= settings.OccupancyFootShare
            || place.Covers >= settings.OccupancyCoversShare;
    }

    /// <summary>
    /// A thing that fell over or was pushed a little is a new region in or beside its old place: its time goes with it, and
    /// its alarm, if it had been reported.
    /// </summary>
    private void Inherit(StaticRegion heir)
    {
        foreach (var old in _regions)
        {
            // Unreported, only what was clearly left: people who wait shift from foot to foot.
            var isSame = old != heir && (old.IsReported ? old.GoneFor > 0 : old is { Match: null, WasLeft: true } && old.Box.CoverWith(heir.Box) > 0.5);
            if (!isSame || !IsSameThing(old, heir))
            {
                continue;
            }

            foreach (var clock in old.Clocks)
            {
                if ((clock.Alarm is not null || !old.IsReported) && heir.Clocks.Find(c => c.Zone == clock.Zone) is { } own)
                {
                    own.TakeOver(clock);
                }
            }

            (heir.BroughtBy, heir.Arrival, heir.WasLeft, heir.HasInherited) = (old.BroughtBy, old.Arrival, true, true);
            heir.MovedAtArrival = Math.Max(heir.MovedAtArrival, old.MovedAtArrival);
            return;
        }
    }

    private bool IsSameThing(StaticRegion old, StaticRegion heir)
    {
        var reach = Math.Max(old.Box.Width, old.Box.Height) / 2;
        var around = new GridBox(old.Box.X - reach, old.Box.Y - reach, old.Box.Width + (2 * reach), old.Box.Height + (2 * reach));
        var size = heir.Area / (double)old.Area;
        return around.SharedWith(heir.Box) > heir.Box.Size / 2
            && size >= settings.SameThingAreaMin
            && size <= 1 / settings.SameThingAreaMin
            && scene.SameColours(old.Handle, heir.Handle) >= settings.SameThingColours;
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
            _regions
                .Where(r => r != region && r.Match is not null && r.Box.CoverWith(region.Box) > 0.5)
                .SelectMany(r => r.Clocks)
                .FirstOrDefault(c => c.Zone == clock.Zone && c.Alarm is null)
                ?.TakeOver(clock);
        }
    }

    /// <summary>The region is told anew with a larger one in its place: it goes without a word.</summary>
    public void Replace(StaticRegion region, long stamp) => GiveUp(region, stamp);

    /// <summary>The hours of a clock's zone are over.</summary>
    public void Close(ZoneClock clock, long stamp)
    {
        if (clock.Alarm is { } alarm)
        {
            _ended.Add(Ended(alarm, stamp));
        }

        clock.Close();
    }

    /// <summary>The thing has grown: mask, picture and box are taken anew, the alarm stays.</summary>
    public void Grow(StaticRegion region, Tick tick)
    {
        if (region.Match is { } match)
        {
            Retake(region, match, tick);
        }
    }

    private void GiveUp(StaticRegion region, long stamp)
    {
        End(region, stamp);
        scene.Drop(region.Handle);
        _regions.Remove(region);
    }

    private void End(StaticRegion region, long stamp) =>
        _ended.AddRange(region.Clocks.Where(c => c.Alarm is not null).Select(c => Ended(c.Alarm!, stamp)));

    private static Alarm Ended(Alarm alarm, long stamp) => alarm with { ClearedAt = stamp, Pictures = [] };
}
