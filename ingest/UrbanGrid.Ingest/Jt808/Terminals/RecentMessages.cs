namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>What to do about a message.</summary>
internal enum Repeat
{
    /// <summary>It is new: act on it.</summary>
    New,
    /// <summary>It is being stored: its answer comes by itself.</summary>
    InWork,
    /// <summary>It was answered: the answer was lost, so say it again.</summary>
    Answered,
}

/// <summary>The last messages of a terminal that sends datagrams, so that one that comes twice is acted on once.</summary>
internal sealed class RecentMessages
{
    private const int Kept = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<(ushort Id, ushort Serial, ushort Part), bool> _answered = [];
    private readonly Queue<(ushort Id, ushort Serial, ushort Part)> _order = new();

    /// <summary>Notes a message.</summary>
    public Repeat Note(ushort id, ushort serial, ushort part)
    {
        lock (_lock)
        {
            if (_answered.TryGetValue((id, serial, part), out var answered))
            {
                return answered ? Repeat.Answered : Repeat.InWork;
            }

            _answered[(id, serial, part)] = false;
            _order.Enqueue((id, serial, part));
            if (_order.Count > Kept)
            {
                _answered.Remove(_order.Dequeue());
            }

            return Repeat.New;
        }
    }

    /// <summary>A message was answered.</summary>
    public void Answered(ushort id, ushort serial)
    {
        lock (_lock)
        {
            foreach (var key in _order)
            {
                if (key.Id == id && key.Serial == serial)
                {
                    _answered[key] = true;
                }
            }
        }
    }
}
