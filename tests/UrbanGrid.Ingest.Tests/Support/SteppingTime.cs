using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Support;

/// <summary>A manual clock that is set forward just before a timer is set, as an administrator or a time server may do.</summary>
internal sealed class SteppingTime(ManualTime clock) : TimeProvider
{
    private readonly ManualTime _clock = clock;
    private long _stepTicks;

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <summary>The next timer that is given a time is given it after this step.</summary>
    public void StepAtNextTimer(TimeSpan by) => Interlocked.Exchange(ref _stepTicks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SteppedTimer(this, _clock.CreateTimer(callback, state, dueTime, period));

    private sealed class SteppedTimer(SteppingTime owner, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero && Interlocked.Exchange(ref owner._stepTicks, 0) is > 0 and var ticks)
            {
                owner._clock.Advance(TimeSpan.FromTicks(ticks));
            }

            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
