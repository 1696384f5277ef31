using System.Globalization;
using UrbanGrid.EdgeAgent.Capture;

namespace UrbanGrid.EdgeAgent.Recording;

/// <summary>
/// One run of ffmpeg's recording: takes each piece that ffmpeg has finished into the ring, with the time it is of. A file is
/// played by its own clock, so a piece's time is that of the first frame plus its place in the stream, as for the frames
/// themselves. A live source's pieces end when they end: each is anchored by itself, so that a camera whose clock drifts
/// stays right for months.
/// </summary>
public sealed class RecordingRun
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly RecordingRing _ring;
    private readonly TimeProvider _time;
    private readonly string _list;
    private readonly int _epoch;
    private int _taken;

    /// <summary>Prepares a run; names are its own, so that two runs never meet.</summary>
    /// <param name="ring">Where pieces go.</param>
    /// <param name="epoch">The ring's epoch when it was decided what the run hides.</param>
    /// <param name="copy">Whether the source's own video is kept.</param>
    /// <param name="encodedWidth">Greatest width of what is encoded.</param>
    /// <param name="time">Clock of the look-out for finished pieces.</param>
    public RecordingRun(RecordingRing ring, int epoch, bool copy, int encodedWidth, TimeProvider time)
    {
        (_ring, _epoch, _time) = (ring, epoch, time);
        var prefix = Path.Combine(ring.Folder, "run" + Guid.NewGuid().ToString("N"));
        _list = prefix + ".csv";
        Output = new RecordingOutput(prefix + "_%06d.ts", _list, copy, encodedWidth);
    }

    /// <summary>What ffmpeg is told.</summary>
    public RecordingOutput Output { get; }

    /// <summary>Takes pieces in until cancelled; those that are finished by then too.</summary>
    /// <param name="startOf">Time of the stream's beginning for a file, Unix ms, null until its first frame came; null at all for a live source.</param>
    /// <param name="cancellationToken">The run is over.</param>
    public async Task FollowAsync(Func<long?>? startOf, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                TakeFinished(startOf);
            }
        }
        catch (OperationCanceledException)
        {
            TakeFinished(startOf);
            foreach (var rest in Directory.GetFiles(_ring.Folder, Path.GetFileNameWithoutExtension(_list) + "*"))
            {
                File.Delete(rest);
            }
        }
    }

    private void TakeFinished(Func<long?>? startOf)
    {
        if (!File.Exists(_list) || (startOf is not null && startOf() is null))
        {
            return;
        }

        // A line without its end is still being written.
        var text = File.ReadAllText(_list);
        var lines = text.Split('\n')[..^1];
        foreach (var line in lines.Skip(_taken))
        {
            _taken++;
            var parts = line.Trim().Split(',');
            var file = Path.Combine(_ring.Folder, parts[0]);
            if (File.Exists(file))
            {
                var (begin, end) = (Milliseconds(parts[1]), Milliseconds(parts[2]));
                var from = startOf is null
                    ? new DateTimeOffset(File.GetLastWriteTimeUtc(file)).ToUnixTimeMilliseconds() - (end - begin)
                    : startOf()!.Value + begin;
                _ring.Add(file, from, from + end - begin, _epoch);
            }
        }
    }

    private static long Milliseconds(string seconds) => (long)Math.Round(double.Parse(seconds, CultureInfo.InvariantCulture) * 1000);
}
