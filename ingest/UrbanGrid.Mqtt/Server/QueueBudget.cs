namespace UrbanGrid.Mqtt.Server;

/// <summary>Bytes that the queues of all persistent sessions may take together.</summary>
internal sealed class QueueBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Whether that much is left now.</summary>
    public bool Has(int size) => Interlocked.Read(ref _left) >= size;

    /// <summary>Takes a part of it; false if that much is not left.</summary>
    public bool TryTake(int size)
    {
        if (Interlocked.Add(ref _left, -size) >= 0)
        {
            return true;
        }

        Return(size);
        return false;
    }

    public void Return(int size) => Interlocked.Add(ref _left, size);
}
