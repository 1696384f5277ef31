using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Replay;

/// <summary>Describes replays for people.</summary>
public sealed class ReplayDescriber(ReplayDesk desk, CatalogueRegister catalogues)
{
    /// <summary>Where the resource is.</summary>
    public static string UrlOf(Replay replay) => $"{ApiServices.Prefix}/replays/{replay.Id}";

    /// <summary>All that is known of one.</summary>
    public ReplayView Describe(Replay replay)
    {
        var status = replay.Status;
        return new ReplayView
        {
            Id = replay.Id,
            State = status.State,
            Progress = status.Progress,
            Before = desk.Before(replay),
            Clip = Describe(replay, replay.Clip),
            Camera = replay.Camera,
            FramesPerSecond = replay.Watch.FramesPerSecond,
            StartsAt = replay.Watch.StartStamp,
            By = replay.By,
            CreatedAt = replay.CreatedAt,
            FinishedAt = status.FinishedAt,
            Failure = status.Failure is { } failure ? Describe(failure) : null,
            Trial = status.Trial is { } trial ? Describe(replay, trial) : null,
            Present = status.Present is { } present ? Describe(replay, present) : null,
        };
    }

    /// <summary>One of many: without what would make the list long.</summary>
    public ReplayView Summarise(Replay replay) => Describe(replay) is var view
        ? view with { Trial = Shorten(view.Trial), Present = Shorten(view.Present) }
        : view;

    private static ReplayOutcomeView? Shorten(ReplayOutcomeView? outcome) => outcome is null ? null : outcome with { Tracks = [] };

    private static ReplayClipView Describe(Replay replay, ReplayClip clip) => new(
        clip.Name, clip.Facts.Seconds, clip.Facts.Width, clip.Facts.Height, clip.Facts.Codec,
        File.Exists(clip.ForBrowsers) ? $"{UrlOf(replay)}/clip.mp4" : null);

    private static ReplayFailureView Describe(ProblemException failure)
    {
        var text = ProblemText.Of(failure.Code);
        return new ReplayFailureView(
            failure.Code, text.Title,
            new LocalText(text.DetailIn(Language.Chinese, [.. failure.Arguments]), text.DetailIn(Language.English, [.. failure.Arguments])));
    }

    private ReplayOutcomeView Describe(Replay replay, ReplayOutcome outcome) => new(
        outcome.Zones, outcome.Frames, [.. outcome.Alarms.Select(a => Describe(replay, a))], outcome.MoreAlarms, outcome.Tracks);

    private ReplayAlarmView Describe(Replay replay, ReplayAlarm found)
    {
        var alarm = found.Alarm;
        return new ReplayAlarmView
        {
            Id = alarm.Id,
            Rule = Label.Of("rule", alarm.Rule),
            Category = alarm.Category is { } code ? new Named(code, catalogues.InForce.FindForDevice(code)?.Name ?? new LocalText(code, code)) : null,
            Zone = alarm.Zone,
            Severity = alarm.Severity,
            Score = Math.Round(alarm.Score, 3),
            StartedAt = Seconds(alarm.StartedAt),
            RaisedAt = Seconds(alarm.RaisedAt),
            ClearedAt = alarm.ClearedAt is { } end ? Seconds(end) : null,
            Box = alarm.Box,
            Thing = alarm.Thing,
            BroughtBy = alarm.BroughtBy,
            Readings = [.. alarm.Readings.Select(r => new ReplayReadingView(Label.Of("metric", r.Metric), r.Value, r.Limit, r.Unit))],
            Pictures = [.. found.Pictures.Select(p => new ReplayPictureView(p.Moment, p.Seconds, $"{UrlOf(replay)}/pictures/{p.Number}"))],
            Twin = found.Twin,
        };

        double Seconds(long stamp) => Math.Round((stamp - replay.Watch.StartStamp) / 1000.0, 2);
    }
}
