namespace UrbanGrid.Hub.Identity;

/// <summary>
/// Slows down password guessing: after <see cref="PerMinute"/> failures in a minute or <see cref="PerHour"/> in an hour
/// from one address for one user, further attempts are refused unread.
/// </summary>
public sealed class LoginThrottle(TimeProvider time)
{
    /// <summary>Failures allowed in a minute.</summary>
    public const int PerMinute = 5;

    /// <summary>Failures allowed in an hour.</summary>
    public const int PerHour = 20;

    private const int MaxKeys = 10_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Address, string User), List<DateTimeOffset>> _failures = [];

    /// <summary>How long this pair must wait; null if it may try now.</summary>
    public TimeSpan? WaitFor(string address, string user)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(Key(address, user), out var failures))
            {
                return null;
            }

            var now = time.GetUtcNow();
            failures.RemoveAll(at => at <= now - Hour);
            return Longer(WaitOf(failures, PerMinute, Minute, now), WaitOf(failures, PerHour, Hour, now));
        }
    }

    /// <summary>Remembers a failure.</summary>
    public void Failed(string address, string user)
    {
        lock (_lock)
        {
            if (_failures.Count >= MaxKeys)
            {
                DropOld();
            }

            var key = Key(address, user);
            if (!_failures.TryGetValue(key, out var failures))
            {
                _failures[key] = failures = [];
            }

            failures.Add(time.GetUtcNow());
        }
    }

    /// <summary>Forgets the failures of somebody who has signed in.</summary>
    public void Succeeded(string address, string user)
    {
        lock (_lock)
        {
            _failures.Remove(Key(address, user));
        }
    }

    private void DropOld()
    {
        var oldFirst = _failures.OrderBy(f => f.Value[^1]).Select(f => f.Key).Take(MaxKeys / 2).ToList();
        oldFirst.ForEach(k => _failures.Remove(k));
    }

    private static TimeSpan? WaitOf(List<DateTimeOffset> failures, int allowed, TimeSpan span, DateTimeOffset now)
    {
        if (failures.Count < allowed)
        {
            return null;
        }

        var wait = failures[^allowed] + span - now;
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null ? b : b is null || a > b ? a : b;

    private static (string Address, string User) Key(string address, string user) => (address, user.ToUpperInvariant());
}
