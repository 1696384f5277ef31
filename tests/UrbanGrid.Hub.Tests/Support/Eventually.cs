namespace UrbanGrid.Hub.Tests.Support;

/// <summary>Waits for what another thread does, with a deadline instead of a guess.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, string what, TimeSpan? deadline = null)
        where T : class
    {
        using var patience = new CancellationTokenSource(deadline ?? Deadline);
        while (!patience.IsCancellationRequested)
        {
            if (await look() is { } found)
            {
                return found;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException($"Waited in vain for {what}.");
    }
}
