namespace UrbanGrid.Mqtt.Tests;

/// <summary>Waiting for something that happens on another thread, with a deadline.</summary>
internal static class Eventually
{
    /// <summary>Far beyond what a loaded machine needs; only a failing test waits that long.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(15);

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            Assert.False(deadline.IsCancellationRequested, "What the test waits for did not happen.");
            await Task.Delay(5);
        }
    }
}
