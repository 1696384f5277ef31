using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipelines;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>
/// One run of ffmpeg on one camera. The child is killed when the run ends for whatever reason; should the agent itself be
/// killed, ffmpeg finds its pipe closed at the next frame, or its source silent, and ends by itself.
/// </summary>
public sealed class FfmpegCapture(CapturePlan plan, string program, TimeProvider time)
{
    private readonly JpegSplitter _splitter = new();
    private string? _lastError;

    /// <summary>Pictures that were too large to be published.</summary>
    public long Oversized => _splitter.Oversized;

    /// <summary>Captures until the source ends, fails or falls silent.</summary>
    /// <param name="onFrame">Gets each JPEG, valid during the call.</param>
    /// <param name="cancellationToken">Stops the capture.</param>
    public async Task<CaptureEnd> RunAsync(Action<ReadOnlySequence<byte>> onFrame, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, FfmpegArguments.For(plan))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) => _lastError = string.IsNullOrWhiteSpace(line.Data) ? _lastError : line.Data.Trim();
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            return new CaptureEnd(CaptureEndReason.NoProgram, 0, $"cannot start {program}: {e.Message}; install ffmpeg");
        }

        process.BeginErrorReadLine();
        var frames = 0L;
        var silent = false;
        try
        {
            (frames, silent) = await ReadFramesAsync(process.StandardOutput.BaseStream, onFrame, cancellationToken);
        }
        finally
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var error = _lastError is { } text ? Secrets.Hide(text) : null;
        var reason = silent ? CaptureEndReason.NoFrame
            : error is not null && frames == 0 ? CaptureEndReason.Failed
            : CaptureEndReason.EndOfStream;
        return new CaptureEnd(reason, frames, error);
    }

    private async Task<(long Frames, bool Silent)> ReadFramesAsync(
        Stream output, Action<ReadOnlySequence<byte>> onFrame, CancellationToken cancellationToken)
    {
        var patience = TimeSpan.FromSeconds(plan.Camera.NoFrameSeconds);
        using var silence = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        var reader = PipeReader.Create(output, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var frames = 0L;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(either.Token);
                var buffer = read.Buffer;
                while (_splitter.TryRead(ref buffer, out var jpeg))
                {
                    frames++;
                    silence.CancelAfter(patience);
                    onFrame(jpeg);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return (frames, false);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (frames, true);
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
