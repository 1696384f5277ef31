namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>So many lines in a while, so that a terminal which sends nothing but garbage does not fill the log.</summary>
internal sealed class LogLimit(TimeProvider time)
{
    private const int Lines = 20;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _from;
    private int _lines;

    /// <summary>Whether a line may be written now.</summary>
    public bool MayLog()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (now - _from >= Window)
            {
                (_from, _lines) = (now, 0);
            }

            return ++_lines <= Lines;
        }
    }
}
