using UrbanGrid.Vision.Arrivals;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>
/// What the judges measured, by name, for the model that learns from operators' verdicts. Names and units are listed in
/// <c>docs/vision.md</c>; a name keeps its meaning for ever, a new measure gets a new name.
/// </summary>
internal sealed class HearingMeasures(Scene scene, LightLog light, TimeZoneInfo timeZone)
{
    /// <summary>Share of the zone in which something static stands, 0..1.</summary>
    public double ZoneShare(in Hearing hearing) => scene.Occupied(hearing.Zone.Number);

    /// <summary>All measures of a hearing that ended with an alarm.</summary>
    public IReadOnlyDictionary<string, double> Of(in Hearing hearing, double score, long stamp)
    {
        var (region, clock, box) = (hearing.Region, hearing.Clock, hearing.Box);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(stamp), timeZone);
        var angle = 2 * Math.PI * local.TimeOfDay.TotalDays;
        Dictionary<string, double> measured = new()
        {
            ["background_likeness"] = hearing.Features.BackgroundLikeness,
            ["surround_gain"] = hearing.Features.SurroundGain,
            ["edge_ratio"] = hearing.EdgeRatio,
            ["outline_gain"] = hearing.Features.OutlineGain,
            ["contrast_gain"] = hearing.Features.ContrastGain,
            ["texture_likeness"] = hearing.Features.TextureLikeness,
            ["ground_texture"] = hearing.Features.Texture,
            ["solidity"] = hearing.Features.Solidity,
            ["aspect"] = region.Box.Width / (double)region.Box.Height,
            ["area_share"] = region.Area / (double)(hearing.Frame.GridWidth * hearing.Frame.GridHeight),
            ["foot_y"] = box.Y + box.Height,
            ["others_share"] = hearing.OthersShare,
            ["own_likeness"] = region.Appearance.LowLikeness(),
            ["covered_share"] = region.Appearance.MeanCovered,
            ["jitter"] = region.Look.Jitter,
            ["person_share"] = region.Votes.PersonShare,
            ["person_votes"] = region.Votes.Count,
            ["arrival_motion"] = region.MovedAtArrival / (double)region.Area,
            ["was_left"] = region.WasLeft ? 1 : 0,
            ["presence_share"] = clock.PresenceShare,
            ["dwell_ratio"] = clock.Dwell / clock.Zone.Zone.DwellSeconds,
            ["stood_seconds"] = hearing.Now - region.Born,
            ["was_there"] = region.WasThere ? 1 : 0,
            ["brought_by_person"] = region.BroughtBy == ArrivalWatch.Person ? 1 : 0,
            ["brought_by_vehicle"] = region.BroughtBy == ArrivalWatch.Vehicle ? 1 : 0,
            ["zone_share"] = ZoneShare(hearing),
            ["foreground_share"] = hearing.Frame.ForegroundShare,
            ["light_change"] = light.Change,
            ["margin"] = score,
            ["hour_sin"] = Math.Sin(angle),
            ["hour_cos"] = Math.Cos(angle),
        };
        if (region.Thing is { } thing)
        {
            measured["thing_confidence"] = thing.Confidence;
        }

        foreach (var name in measured.Keys)
        {
            measured[name] = Math.Round(measured[name], 4);
        }

        return measured;
    }
}
