namespace UrbanGrid.TestKit;

/// <summary>Waiting for something that another process or thread brings about.</summary>
public static class Wait
{
    /// <summary>Asks again until it is so; fails with what was awaited when patience ends.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        while (!await isSo())
        {
            if (end.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {patience.TotalSeconds:0} s in vain until {what}.");
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }
}
