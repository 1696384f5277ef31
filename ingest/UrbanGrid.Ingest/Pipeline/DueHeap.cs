using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>
/// Devices by the time they wait for, the earliest first: a binary heap that knows where each device is, so that a device is
/// in it once however often its time changes, and 100,000 devices cost 100,000 places.
/// </summary>
internal sealed class DueHeap
{
    private DeviceState[] _heap = new DeviceState[64];

    public int Count { get; private set; }

    /// <summary>The device that waits for the earliest time; null if none waits.</summary>
    public DeviceState? First => Count > 0 ? _heap[0] : null;

    /// <summary>Puts a device in, or moves it.</summary>
    public void Set(DeviceState device, long at)
    {
        var timer = device.Timer;
        if (timer.Index < 0)
        {
            if (Count == _heap.Length)
            {
                Array.Resize(ref _heap, Count * 2);
            }

            Place(device, Count++);
        }

        timer.At = at;
        Rise(timer.Index);
        Sink(timer.Index);
    }

    /// <summary>Takes a device out; nothing happens if it is not in.</summary>
    public void Remove(DeviceState device)
    {
        var index = device.Timer.Index;
        if (index < 0)
        {
            return;
        }

        var last = _heap[--Count];
        _heap[Count] = null!;
        device.Timer.Index = -1;
        if (index < Count)
        {
            Place(last, index);
            Rise(index);
            Sink(last.Timer.Index);
        }
    }

    private void Rise(int index)
    {
        while (index > 0 && IsBefore(index, (index - 1) / 2))
        {
            Swap(index, (index - 1) / 2);
            index = (index - 1) / 2;
        }
    }

    private void Sink(int index)
    {
        while (true)
        {
            var least = index;
            for (var child = (index * 2) + 1; child <= (index * 2) + 2 && child < Count; child++)
            {
                least = IsBefore(child, least) ? child : least;
            }

            if (least == index)
            {
                return;
            }

            Swap(index, least);
            index = least;
        }
    }

    private bool IsBefore(int one, int other) => _heap[one].Timer.At < _heap[other].Timer.At;

    private void Swap(int one, int other)
    {
        var moved = _heap[one];
        Place(_heap[other], one);
        Place(moved, other);
    }

    private void Place(DeviceState device, int index)
    {
        _heap[index] = device;
        device.Timer.Index = index;
    }
}
