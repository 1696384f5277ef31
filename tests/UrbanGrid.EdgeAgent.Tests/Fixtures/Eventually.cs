namespace UrbanGrid.EdgeAgent.Tests.Fixtures;

/// <summary>Waits for something that happens on other threads or in other processes.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Returns when the condition holds; fails, saying what was awaited, when it does not come.</summary>
    public static async Task Holds(Func<bool> condition, string what)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!condition())
        {
            Assert.False(deadline.IsCancellationRequested, $"Waited in vain until {what}.");
            await Task.Delay(20);
        }
    }
}
