using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Triage.Remedies;

/// <summary>Finds the remedies that fit the reason of a rejection, each with its effect. It changes nothing.</summary>
public sealed class RemedyPlans(ZoneReplay replay, LearningSettings settings)
{
    private const int MaxZones = 32;

    /// <summary>How far a mask reaches beyond the boxes, as a share of their size: a reflection is never twice the same.</summary>
    private const double MaskMargin = 0.12;

    /// <summary>Overlap from which an earlier rejection was at the same place.</summary>
    private const double SamePlace = 0.2;

    /// <summary>Dwells that are tried, seconds: those people set.</summary>
    private static readonly double[] Dwells = [30, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 5400, 7200, 10800, 14400];

    /// <summary>Least probabilities that are tried.</summary>
    private static readonly double[] Thresholds = [.. Enumerable.Range(1, 16).Select(n => n / 20.0)];

    /// <summary>What one missed alarm weighs in the choice of a dwell or a threshold, in needless ones.</summary>
    private const int MissWeight = 4;

    /// <summary>Reason of a rejection → remedies in the order in which they are offered.</summary>
    private static readonly Dictionary<string, string[]> ForReason = new(StringComparer.Ordinal)
    {
        ["reflection"] = [RemedyKey.Mask, RemedyKey.Dwell, RemedyKey.Threshold],
        ["belongs_here"] = [RemedyKey.Fixture, RemedyKey.Mask],
        ["allowed_hours"] = [RemedyKey.Hours],
        ["person_waiting"] = [RemedyKey.Dwell, RemedyKey.Threshold],
        ["other"] = [RemedyKey.Mask, RemedyKey.Dwell, RemedyKey.Threshold],
    };

    /// <summary>The remedies for a rejected alarm.</summary>
    /// <param name="rejected">The alarm, with its reason.</param>
    /// <param name="zones">Zones of the camera.</param>
    /// <param name="past">Alarms of the camera that were decided on, the rejected one among them.</param>
    public IReadOnlyList<Remedy> For(PastAlarm rejected, IReadOnlyList<CameraZone> zones, IReadOnlyList<PastAlarm> past) =>
        [
            .. ForReason.GetValueOrDefault(rejected.Reason ?? "", [])
                // A cover's alarm, or one of a zone that is no more: no zone can keep it away.
                .Where(key => key == RemedyKey.Threshold || ZoneOf(rejected, zones) is not null)
                .Select(key => Plan(key, rejected, zones, past)).OfType<Remedy>(),
        ];

    private Remedy? Plan(string key, PastAlarm rejected, IReadOnlyList<CameraZone> zones, IReadOnlyList<PastAlarm> past) => key switch
    {
        RemedyKey.Mask => Mask(rejected, zones, past),
        RemedyKey.Hours => Hours(rejected, zones, past),
        RemedyKey.Dwell => Dwell(rejected, zones, past),
        RemedyKey.Threshold => Threshold(rejected, past),
        RemedyKey.Fixture => new Remedy(
            key,
            new LocalText("摄像机把此处的物体当作街道的一部分，直到它发生变化", "The camera takes the thing here for a part of the street until it changes"),
            null,
            RemedyEffect.Of(past.Where(a => replay.Fires(zones, a)), a => a.Box.OverlapWith(rejected.Box) > 0.5)),
        _ => null,
    };

    /// <summary>Masks the place: the box, and the boxes of other rejections for the same reason that overlap it.</summary>
    private Remedy? Mask(PastAlarm rejected, IReadOnlyList<CameraZone> zones, IReadOnlyList<PastAlarm> past)
    {
        if (zones.Count >= MaxZones)
        {
            return null;
        }

        var boxes = past.Where(a => !a.Confirmed && a.Reason == rejected.Reason && a.Box.OverlapWith(rejected.Box) > SamePlace)
            .Select(a => a.Box).Append(rejected.Box).ToList();
        var (left, top) = (boxes.Min(b => b.X), boxes.Min(b => b.Y));
        var (right, bottom) = (boxes.Max(b => b.X + b.Width), boxes.Max(b => b.Y + b.Height));
        var (x, y) = ((right - left) * MaskMargin, (bottom - top) * MaskMargin);
        (left, top) = (Rounded(left - x), Rounded(top - y));
        (right, bottom) = (Rounded(right + x), Rounded(bottom + y));
        var mask = new CameraZone
        {
            Name = FreeName(zones), Purpose = ZonePurpose.Ignore, Polygon = [new(left, top), new(right, top), new(right, bottom), new(left, bottom)],
        };
        var share = (right - left) * (bottom - top) * 100;
        return Made(
            RemedyKey.Mask,
            string.Create(CultureInfo.InvariantCulture, $"屏蔽此处（画面的 {share:0.#} %），不再检测"),
            string.Create(CultureInfo.InvariantCulture, $"Mask this place, {share:0.#} % of the picture; nothing in it is looked at"),
            zones, [.. zones, mask], past);
    }

    /// <summary>Lets the zone's rule rest in the hours in which things were rejected as allowed.</summary>
    private Remedy? Hours(PastAlarm rejected, IReadOnlyList<CameraZone> zones, IReadOnlyList<PastAlarm> past)
    {
        if (ZoneOf(rejected, zones) is not { } zone)
        {
            return null;
        }

        var times = past.Where(a => !a.Confirmed && a.Reason == rejected.Reason && a.Zone == rejected.Zone).Append(rejected)
            .Select(a => replay.Local(a.RaisedAt).TimeOfDay);
        if (AllowedHours.Around(times) is not { } allowed)
        {
            return null;
        }

        var (from, to) = (AllowedHours.Text(allowed.From), AllowedHours.Text(allowed.To));
        return Made(
            RemedyKey.Hours,
            $"区域“{zone.Name}”在 {from}–{to} 允许停放，不再告警",
            $"Zone '{zone.Name}' allows things from {from} to {to}",
            zones, With(zones, zone with { Hours = AllowedHours.Without(zone.Hours, allowed) }), past);
    }

    /// <summary>Lets things lie longer: the dwell that keeps most needless alarms away for the fewest missed ones.</summary>
    private Remedy? Dwell(PastAlarm rejected, IReadOnlyList<CameraZone> zones, IReadOnlyList<PastAlarm> past)
    {
        if (ZoneOf(rejected, zones) is not { } zone)
        {
            return null;
        }

        return Dwells.Where(d => d > zone.DwellSeconds)
            .Select(d => Made(
                RemedyKey.Dwell,
                $"区域“{zone.Name}”的停留时限由 {Seconds(zone.DwellSeconds, zh: true)} 延长到 {Seconds(d, zh: true)}",
                $"Zone '{zone.Name}' waits {Seconds(d, zh: false)} instead of {Seconds(zone.DwellSeconds, zh: false)}",
                zones, With(zones, zone with { DwellSeconds = d }), past))
            .OrderByDescending(r => r.Effect.SilencedRejected - (MissWeight * r.Effect.SilencedConfirmed))
            .FirstOrDefault(r => r.Effect.SilencedRejected > 0);
    }

    /// <summary>
    /// Asks for more likelihood: the least that keeps most needless alarms away for the fewest missed ones. The effect is
    /// that on what the hub had thought of each alarm before it was decided, so it holds nothing learnt from the answer.
    /// </summary>
    private Remedy? Threshold(PastAlarm rejected, IReadOnlyList<PastAlarm> past)
    {
        var alike = past.Where(a => a.Rule == rejected.Rule && a.Probability is not null).ToList();
        if (rejected.Probability is not { } thought || alike.Count < settings.ThresholdVerdicts || alike.Count(a => a.Confirmed) < settings.ThresholdConfirmed)
        {
            return null;
        }

        var rule = Label.Of("rule", rejected.Rule).Name;
        return Thresholds.Where(least => least > thought)
            .Select(least => new Remedy(
                RemedyKey.Threshold,
                new LocalText(
                    string.Create(CultureInfo.InvariantCulture, $"该摄像机可信度低于 {least:0%} 的“{rule.Zh}”只记入告警，不再送研判；每天的第一条仍送研判，以便复核"),
                    string.Create(CultureInfo.InvariantCulture, $"Alarms '{rule.En}' of this camera that are less than {least:0%} likely stay in the alarm list; the first of each day still comes to triage, as a check")),
                new RemedyChange.OfThreshold(rejected.Rule, least),
                RemedyEffect.Of(alike, a => a.Probability < least)))
            .OrderByDescending(r => r.Effect.SilencedRejected - (MissWeight * r.Effect.SilencedConfirmed))
            .FirstOrDefault(r => r.Effect.SilencedRejected > MissWeight * r.Effect.SilencedConfirmed);
    }

    private Remedy Made(
        string key, string zh, string en, IReadOnlyList<CameraZone> before, IReadOnlyList<CameraZone> after, IReadOnlyList<PastAlarm> past) =>
        new(key, new LocalText(zh, en), new RemedyChange.OfZones(after), RemedyEffect.Of(before, after, past, replay));

    private static CameraZone? ZoneOf(PastAlarm alarm, IReadOnlyList<CameraZone> zones) =>
        ZoneReplay.Watched(zones).FirstOrDefault(z => z.Name == alarm.Zone);

    /// <summary>The zones with one changed; a camera without zones gets its whole picture as one.</summary>
    private static IReadOnlyList<CameraZone> With(IReadOnlyList<CameraZone> zones, CameraZone changed) =>
        zones.Any(z => z.Name == changed.Name) ? [.. zones.Select(z => z.Name == changed.Name ? changed : z)] : [.. zones, changed];

    private static string FreeName(IReadOnlyList<CameraZone> zones) =>
        Enumerable.Range(1, MaxZones + 1).Select(n => $"mask-{n}").First(name => zones.All(z => z.Name != name));

    private static double Rounded(double value) => Math.Round(Math.Clamp(value, 0, 1), 4);

    private static string Seconds(double seconds, bool zh) => seconds < 120
        ? seconds.ToString("0", CultureInfo.InvariantCulture) + (zh ? " 秒" : " s")
        : (seconds / 60).ToString("0.#", CultureInfo.InvariantCulture) + (zh ? " 分钟" : " min");
}
