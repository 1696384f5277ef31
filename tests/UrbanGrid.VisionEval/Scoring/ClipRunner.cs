using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Clips;
using UrbanGrid.Vision.Covers;
using UrbanGrid.Vision.LeftObject;
using UrbanGrid.VisionEval.Clips;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Sheets;

namespace UrbanGrid.VisionEval.Scoring;

/// <summary>Runs clips through the detectors, as many side by side as there are cores, and scores them.</summary>
internal sealed class ClipRunner(ScoreSettings settings)
{
    /// <summary>Where no label says so: a Monday, ten in the morning.</summary>
    private static readonly DateTimeOffset DefaultStart = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Told about each clip that is done.</summary>
    public Action<ClipResult>? Done { get; init; }

    /// <summary>Draws what was found, if wanted.</summary>
    public SheetFolder? Sheets { get; init; }

    /// <summary>
    /// Told about each hearing of the left-object judges that ended without an alarm, and about each decision over a cover, with the
    /// clip's second, if wanted.
    /// </summary>
    public Action<string, double, string>? Refused { get; init; }

    /// <summary>Pictures per second; null means every picture a clip has.</summary>
    public double? FramesPerSecond { get; init; }

    /// <summary>Results in the order of the clips.</summary>
    /// <param name="count">How many clips there are.</param>
    /// <param name="open">Opens one; it is let go once it has been scored.</param>
    /// <param name="cancellation">Stops after the present pictures.</param>
    /// <exception cref="VisionException">A clip cannot be read.</exception>
    public async Task<IReadOnlyList<ClipResult>> RunAsync(int count, Func<int, EvalClip> open, CancellationToken cancellation)
    {
        var results = new ClipResult[count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation };
        await Parallel.ForAsync(0, count, limits, async (i, stop) =>
        {
            results[i] = await RunAsync(open(i), stop);
            Done?.Invoke(results[i]);
        });
        return results;
    }

    private async Task<ClipResult> RunAsync(EvalClip clip, CancellationToken cancellation)
    {
        var start = (clip.Labels.StartsAt ?? DefaultStart).ToUnixTimeMilliseconds();
        var watch = await WatchAsync(clip, cancellation);
        var album = Sheets is null ? null : new FrameAlbum();
        List<Alarm> alarms = [];
        HashSet<string> told = [];
        var (first, last, count) = (0.0, 0.0, 0);
        IReadOnlyList<CoverStatus>? decided = null;
        using var pipeline = Refused is null ? new FramePipeline(watch) : new FramePipeline(watch, new LeftObjectSettings(), Explain);
        await foreach (var frame in clip.Source.ReadAsync(FramesPerSecond, cancellation))
        {
            // A scene is drawn and judged without waiting for anything, so that the token must be asked for.
            cancellation.ThrowIfCancellationRequested();
            // A pile that grows is told again under its id, which is no second report.
            alarms.AddRange(pipeline.Process(frame.Jpeg, start + (long)Math.Round(frame.Seconds * 1000))
                .Where(alarm => alarm.ClearedAt is not null || told.Add(alarm.Id)));
            album?.Add(frame);
            TellCovers(pipeline.Covers, frame.Seconds);
            (first, last) = (count++ == 0 ? frame.Seconds : first, frame.Seconds);
        }

        var seconds = count < 2 ? 0 : (last - first) * count / (count - 1);
        var result = new Scorer(clip.Labels, settings).Score(clip.Name, Math.Round(seconds, 2), alarms, start);
        Sheets?.Write(clip.Labels, result, album!);
        return result;

        void TellCovers(IReadOnlyList<CoverStatus> covers, double seconds)
        {
            if (Refused is null || ReferenceEquals(covers, decided))
            {
                return;
            }

            decided = covers;
            foreach (var cover in covers.Where(c => c.State != CoverState.Present || c.Evidence > 0 || c.Score > 0.01))
            {
                Refused(clip.Name, seconds, string.Create(CultureInfo.InvariantCulture,
                    $"{cover.Name} {cover.State}, score {cover.Score:0.00}, evidence {cover.Evidence:0.00}: {string.Join(", ", cover.Features.Select(f => $"{f.Key} {f.Value:0.00}"))}"));
            }
        }

        void Explain(in Hearing hearing, string objection, Ruling ruling)
        {
            var (box, f, region) = (hearing.Box, hearing.Features, hearing.Region);
            Refused!(clip.Name, last, string.Create(CultureInfo.InvariantCulture,
                $"{objection} {ruling} {hearing.Zone.Zone.Name} at {box.X:0.00},{box.Y:0.00} {box.Width:0.00}×{box.Height:0.00} born {hearing.Now - region.Born:0.0} s ago, dwell {hearing.Clock.Dwell:0.0}: likeness {f.BackgroundLikeness:0.00}, surround {f.SurroundGain:0.00}, edges {hearing.EdgeRatio:0.00}, outline {f.OutlineGain:0.00}, texture {f.TextureLikeness:0.00} of {f.Texture:0.0}, contrast {f.ContrastGain:0.00}, solidity {f.Solidity:0.00}, rest {region.Appearance.LowLikeness():0.00}/{region.Appearance.MeanCovered:0.00}, person {region.Votes.PersonShare:0.00} of {region.Votes.Count}, moved {region.MovedAtArrival / (double)region.Area:0.00}, left {region.WasLeft}, others {hearing.OthersShare:0.0}"));
        }
    }

    private async Task<CameraWatch> WatchAsync(EvalClip clip, CancellationToken cancellation)
    {
        var watch = new CameraWatch
        {
            CameraId = Path.GetFileNameWithoutExtension(clip.Name), Zones = clip.Labels.Zones,
            EmptyReference = clip.EmptyStreet,
        };
        return clip.Labels.Covers.Count == 0 ? watch : watch with
        {
            Covers = [.. clip.Labels.Covers.Select(c => new CameraCover { Name = c.Name, Box = c.Box, ComponentCode = c.ComponentCode })],
            CoverReferences = await ReferencesAsync(clip, cancellation),
        };
    }

    /// <summary>The pictures nearest to the moments that teach each cover.</summary>
    private async Task<Dictionary<string, IReadOnlyList<ReadOnlyMemory<byte>>>> ReferencesAsync(EvalClip clip, CancellationToken cancellation)
    {
        var covers = clip.Labels.Covers;
        var nearest = covers.ToDictionary(c => c.Name, c => new ClipFrame?[c.Teach.Count]);
        var lastMoment = covers.Max(c => c.Teach.Max());
        await foreach (var frame in clip.Source.ReadAsync(FramesPerSecond, cancellation))
        {
            foreach (var cover in covers)
            {
                for (var i = 0; i < cover.Teach.Count; i++)
                {
                    ref var best = ref nearest[cover.Name][i];
                    if (best is not { } b || Math.Abs(frame.Seconds - cover.Teach[i]) < Math.Abs(b.Seconds - cover.Teach[i]))
                    {
                        best = frame;
                    }
                }
            }

            if (frame.Seconds > lastMoment + 1)
            {
                break;
            }
        }

        return nearest.ToDictionary(
            p => p.Key,
            p => (IReadOnlyList<ReadOnlyMemory<byte>>)[.. p.Value.OfType<ClipFrame>().Select(f => new ReadOnlyMemory<byte>(f.Jpeg))]);
    }
}
