using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Capture;
using UrbanGrid.Vision;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>
/// Runs the left-object detector over a clip as fast as it goes; time is the clip's own, from 0. An object detector is asked
/// about each picture at once, so that a clip gives the same every time.
/// </summary>
/// <param name="ffmpeg">The program.</param>
/// <param name="fps">Frames taken a second.</param>
/// <param name="dwellSeconds">How long a thing must lie alone.</param>
/// <param name="things">Object detector to ask; null for none.</param>
public sealed class ClipDetector(string ffmpeg, double fps, double dwellSeconds, AskThing? things = null)
{
    /// <summary>Hands over each alarm when it is raised and when it clears; returns the number of frames.</summary>
    /// <exception cref="FootageException">ffmpeg is absent or cannot read the clip.</exception>
    public async Task<long> RunAsync(string clip, Action<Alarm> onAlarm, CancellationToken cancellationToken)
    {
        var watch = new CameraWatch
        {
            CameraId = "clip",
            Zones = [new CameraZone { Name = "picture", Purpose = ZonePurpose.Dumping, Polygon = [], DwellSeconds = dwellSeconds }],
        };
        using var pipeline = new FramePipeline(watch, things);
        var rate = fps.ToString(CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-i", clip, "-an",
            "-vf", $"fps={rate},scale=640:360:force_original_aspect_ratio=decrease:force_divisible_by=2",
            "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "5", "-f", "image2pipe", "pipe:1",
        ];
        var frames = 0L;
        await ChildProgram.RunAsync(
            ffmpeg, arguments, cancellationToken, output: async stream => frames = await DetectAsync(stream, pipeline, onAlarm, cancellationToken));
        return frames;
    }

    private async Task<long> DetectAsync(Stream jpegs, FramePipeline pipeline, Action<Alarm> onAlarm, CancellationToken cancellationToken)
    {
        var splitter = new JpegSplitter();
        var reader = PipeReader.Create(jpegs, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        for (var frames = 0L; ;)
        {
            var read = await reader.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            while (splitter.TryRead(ref buffer, out var jpeg))
            {
                foreach (var alarm in pipeline.Process(jpeg.ToArray(), (long)(frames++ * 1000 / fps)))
                {
                    onAlarm(alarm);
                }
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
            {
                return frames;
            }
        }
    }
}
