using Microsoft.Extensions.Logging.Abstractions;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Cameras.Covers;
using UrbanGrid.Hub.Monitoring;
using UrbanGrid.Ingest;
using UrbanGrid.TestKit;
using UrbanGrid.Vision;

namespace UrbanGrid.Hub.Tests.Cameras;

/// <summary>Whoever asks a camera's worker something is answered, whatever happens in it.</summary>
public sealed class CameraWorkerTests : IAsyncDisposable
{
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _holdUp = new();
    private readonly TaskCompletionSource _isHeldUp = new();
    private readonly HubMetrics _metrics = new();
    private readonly CameraWorker _worker;

    public CameraWorkerTests() => _worker = new CameraWorker(
        new StoredWatch(new CameraWatch { CameraId = "cam-1" }, WatchedCovers.None),
        new LiveView(),
        (_, _) => ValueTask.CompletedTask,
        async (_, _, _) =>
        {
            _isHeldUp.SetResult();
            await _holdUp.Task;
        },
        (_, _, _) => Task.CompletedTask,
        (_, _, _) => Task.CompletedTask,
        _metrics,
        _time,
        NullLogger.Instance);

    [Fact]
    public async Task A_question_that_fails_reaches_whoever_asked_and_the_next_one_is_answered()
    {
        var problem = await Assert.ThrowsAsync<VisionException>(() => _worker.AskAsync<byte[]?>(_ => throw new VisionException("no memory"), default));
        Assert.Equal("no memory", problem.Message);
        Assert.Null(await _worker.AskAsync(p => p?.ReadBackground(), default));
    }

    [Fact]
    public async Task A_worker_that_hangs_keeps_nobody_waiting_for_ever()
    {
        _worker.Put(new CameraFrame("cam-1", 1, new byte[] { 0xFF, 0xD8, 0xFF, 0xD9 }));
        await _isHeldUp.Task;

        var question = _worker.AskAsync(p => p?.ReadBackground(), default);
        _time.Advance(CameraWorker.AnswerPatience);

        await Assert.ThrowsAsync<CameraBusyException>(() => question);
    }

    [Fact]
    public async Task A_worker_that_has_stopped_says_so()
    {
        await _worker.StopAsync(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<CameraBusyException>(() => _worker.AskAsync(p => p?.ReadBackground(), default));
    }

    public async ValueTask DisposeAsync()
    {
        _holdUp.TrySetResult();
        await _worker.DisposeAsync();
        _metrics.Dispose();
    }
}
