using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Bench;

/// <summary>
/// Memory of one camera with every detector on over a day of footage, run as fast as it goes: the stamps of the frames are those of a day
/// at 2 frames a second. Prints a line per hour of footage and, at the end, how fast each kind of memory grew.
/// </summary>
public static class SoakBench
{
    /// <summary>Midnight in the city, from which the footage is stamped, Unix ms.</summary>
    private static readonly long Midnight = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeMilliseconds();

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Runs it and prints JSON lines. <c>--hours N</c>: hours of footage; <c>--from N</c>: hour of the day at which it begins. Interrupted, it judges what it has.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var hours = Number(args, "--hours", 24);
        var from = Midnight + (Number(args, "--from", 0) * (long)Hour.TotalMilliseconds);
        var limits = new SoakLimits();
        var day = await SoakDay.LoadAsync(cancellation);
        using var pipeline = new FramePipeline(VisionBenchCamera.Watch(day.Noon));
        List<SoakSample> samples = [];
        var tally = new SoakTally();
        var begun = OneCore.Milliseconds();
        long stamp = 0;
        for (; stamp < hours * (long)Hour.TotalMilliseconds && !cancellation.IsCancellationRequested; stamp += day.FrameMs)
        {
            // A copy, as every frame that comes from outside is an array of its own.
            byte[] frame = [.. day.At(from - Midnight + stamp)];
            tally.Count(pipeline.Process(frame, from + stamp), pipeline.Covers);
            if ((stamp + day.FrameMs) % (long)Hour.TotalMilliseconds == 0)
            {
                var sample = SoakSample.Take((int)((stamp + day.FrameMs) / (long)Hour.TotalMilliseconds));
                samples.Add(sample);
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    hour = sample.Hour,
                    resident_mib = sample.ResidentMiB,
                    managed_mib = sample.ManagedMiB,
                    native_mib = sample.NativeMiB,
                    alarms = tally.Raised,
                    ended = tally.Ended,
                    by_rule = tally.ByRule,
                    cover_changes = tally.CoverChanges,
                    frame_cpu_ms = Math.Round((OneCore.Milliseconds() - begun) / (stamp / day.FrameMs), 2),
                }));
            }
        }

        var verdict = SoakVerdict.Of(samples, limits);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "soak",
            clip = day.Noon.Name,
            hours = samples.Count,
            frames = stamp / day.FrameMs,
            detectors = "health, dumping, occupancy, one cover",
            alarms = tally.Raised,
            ended = tally.Ended,
            resident_slope_mib_per_hour = verdict.ResidentSlope,
            managed_slope_mib_per_hour = verdict.ManagedSlope,
            native_slope_mib_per_hour = verdict.NativeSlope,
            resident_peak_mib = verdict.ResidentPeak,
            flat = verdict.IsFlat,
        }));
        Environment.ExitCode = verdict.IsFlat ? 0 : 1;
        return Environment.ExitCode;
    }

    private static int Number(string[] args, string option, int otherwise) =>
        Array.IndexOf(args, option) is var at and >= 0 ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : otherwise;

    /// <summary>What the camera told, which proves that something happened in the footage.</summary>
    private sealed class SoakTally
    {
        private string? _covers;

        public long Raised { get; private set; }

        public long Ended { get; private set; }

        public long CoverChanges { get; private set; }

        public SortedDictionary<string, int> ByRule { get; } = new(StringComparer.Ordinal);

        public void Count(IReadOnlyList<Alarm> alarms, IReadOnlyList<CoverStatus> covers)
        {
            foreach (var alarm in alarms)
            {
                if (alarm.ClearedAt is not null)
                {
                    Ended++;
                    continue;
                }

                Raised++;
                ByRule[alarm.Rule] = ByRule.GetValueOrDefault(alarm.Rule) + 1;
            }

            var states = string.Join(' ', covers.Select(c => c.State));
            CoverChanges += _covers is not null && states != _covers ? 1 : 0;
            _covers = states;
        }
    }
}
