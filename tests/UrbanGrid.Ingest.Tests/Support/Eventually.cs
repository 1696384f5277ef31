using System.Diagnostics;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>Waits for what other threads do, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    public static Task True(Func<bool> condition, string what, ManualTime? time = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, time);

    /// <summary>Polls; on a manual clock, timers that were armed in the past fire now.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, ManualTime? time = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Deadline, $"Did not happen within {Deadline.TotalSeconds} s: {what}");
            time?.Advance(TimeSpan.Zero);
            await Task.Delay(5);
        }
    }
}
