using System.Security.Cryptography;

namespace UrbanGrid.Hub.Push;

/// <summary>
/// What changed, in order, for browsers that follow. Incidents, cases, alarms and commands are each kept for a while, so that a
/// browser that was away gets what it missed; of a device and a vehicle only the last state is kept, so that a slow
/// browser gets fresher news and not more of them. Everything is bounded.
/// </summary>
public sealed class ChangeFeed
{
    private const int DefaultKept = 4_096;
    private readonly Lock _lock = new();
    private readonly Queue<Change> _kept = new();
    private readonly LinkedList<Change> _latest = new();
    private readonly Dictionary<(string Kind, string Key), LinkedListNode<Change>> _latestByKey = [];
    private readonly List<FeedFollower> _followers = [];
    private readonly string _epoch = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly int _capacity;
    private long _sequence;
    private long _droppedUpTo;

    /// <summary>An empty feed.</summary>
    /// <param name="capacity">Changes kept for those who come back.</param>
    public ChangeFeed(int capacity = DefaultKept) => _capacity = capacity;

    /// <summary>Position after the last change.</summary>
    public FeedPosition Now
    {
        get
        {
            lock (_lock)
            {
                return new FeedPosition(_epoch, _sequence);
            }
        }
    }

    /// <summary>Browsers that follow.</summary>
    public int FollowerCount
    {
        get
        {
            lock (_lock)
            {
                return _followers.Count;
            }
        }
    }

    /// <summary>Adds a change that must not be missed.</summary>
    public void Add(string kind, byte[] json)
    {
        lock (_lock)
        {
            _kept.Enqueue(new Change(++_sequence, kind, json));
            if (_kept.Count > _capacity)
            {
                _droppedUpTo = _kept.Dequeue().Sequence;
            }
        }

        Wake();
    }

    /// <summary>Puts new states in the place of the old ones.</summary>
    public void Replace(string kind, IEnumerable<(string Key, byte[] Json)> states)
    {
        lock (_lock)
        {
            foreach (var (key, json) in states)
            {
                if (_latestByKey.Remove((kind, key), out var old))
                {
                    _latest.Remove(old);
                }

                _latestByKey[(kind, key)] = _latest.AddLast(new Change(++_sequence, kind, json));
            }
        }

        Wake();
    }

    /// <summary>
    /// Everything after a position, in order. <see cref="FeedPage.Reset"/> says that something in between is gone, or that
    /// the position is of another run of the hub: the reader must fetch everything again.
    /// </summary>
    public FeedPage ReadAfter(FeedPosition position)
    {
        lock (_lock)
        {
            var here = new FeedPosition(_epoch, _sequence);
            if (position.Epoch != _epoch || position.Sequence < _droppedUpTo || position.Sequence > _sequence)
            {
                return new FeedPage([], here, Reset: true);
            }

            List<Change> changes = [];
            for (var node = _latest.Last; node is not null && node.Value.Sequence > position.Sequence; node = node.Previous)
            {
                changes.Add(node.Value);
            }

            changes.AddRange(_kept.Where(c => c.Sequence > position.Sequence));
            changes.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
            return new FeedPage(changes, here, Reset: false);
        }
    }

    /// <summary>Something may be missing from the feed: everybody who follows must fetch everything again.</summary>
    public void Break()
    {
        lock (_lock)
        {
            _droppedUpTo = ++_sequence;
        }

        Wake();
    }

    /// <summary>Whether anybody reads events of a kind.</summary>
    public bool IsFollowed(string kind)
    {
        lock (_lock)
        {
            return _followers.Exists(f => f.Kinds.Contains(kind));
        }
    }

    /// <summary>Starts to follow; dispose the result to stop.</summary>
    /// <param name="kinds">Kinds of events to read; null means the usual ones.</param>
    public FeedFollower Follow(IReadOnlySet<string>? kinds = null)
    {
        var follower = new FeedFollower(Leave, kinds ?? FeedKind.Read(null));
        lock (_lock)
        {
            _followers.Add(follower);
        }

        return follower;
    }

    private void Leave(FeedFollower follower)
    {
        lock (_lock)
        {
            _followers.Remove(follower);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            foreach (var follower in _followers)
            {
                follower.Wake();
            }
        }
    }
}
