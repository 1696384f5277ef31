using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Fixes that wait for older ones, by their time. A fix goes on as soon as one newer by the whole wait has come, or when it has
/// waited that long. Over UDP, and from terminals that send a backlog beside live fixes, order is not a matter of course.
/// </summary>
internal sealed class ReorderBuffer
{
    private readonly List<(PositionSample Fix, long ReceivedAt)> _waiting = [];

    /// <summary>When the next one has waited long enough, Unix ms of the hub; null if none waits.</summary>
    public long? Due(VehicleSettings settings)
    {
        long? due = null;
        foreach (var (_, receivedAt) in _waiting)
        {
            var at = receivedAt + WaitMs(settings);
            due = due <= at ? due : at;
        }

        return due;
    }

    /// <summary>Puts a fix in its place; of two of the same moment the first stays.</summary>
    /// <returns>Whether it was put in.</returns>
    public bool Add(PositionSample fix, long receivedAt)
    {
        var at = _waiting.Count;
        while (at > 0 && _waiting[at - 1].Fix.Timestamp > fix.Timestamp)
        {
            at--;
        }

        if (at > 0 && _waiting[at - 1].Fix.Timestamp == fix.Timestamp)
        {
            return false;
        }

        _waiting.Insert(at, (fix, receivedAt));
        return true;
    }

    /// <summary>How many, from the oldest on, wait no longer.</summary>
    public int Ready(VehicleSettings settings, long now)
    {
        var wait = WaitMs(settings);
        var ready = Math.Max(0, _waiting.Count - settings.ReorderFixes);
        for (var i = _waiting.Count - 1; i >= ready; i--)
        {
            if (_waiting[^1].Fix.Timestamp - _waiting[i].Fix.Timestamp >= wait || now - _waiting[i].ReceivedAt >= wait)
            {
                // The older ones go with it: they would only come later still.
                return i + 1;
            }
        }

        return ready;
    }

    public (PositionSample Fix, long ReceivedAt) this[int index] => _waiting[index];

    /// <summary>Forgets the oldest ones.</summary>
    public void Drop(int count) => _waiting.RemoveRange(0, count);

    private static long WaitMs(VehicleSettings settings) => (long)(settings.ReorderS * 1_000);
}
