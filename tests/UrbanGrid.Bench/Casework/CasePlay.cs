using System.Globalization;
using UrbanGrid.Casework.Cases;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>Plays scripts on a real desk in the order of their times, so that clocks, logs and rows are what the law makes of them.</summary>
internal sealed class CasePlay(CaseDesk desk, ManualTime time)
{
    /// <summary>Reports spread evenly over a span.</summary>
    /// <param name="count">Cases.</param>
    /// <param name="span">Time in which they are reported.</param>
    /// <param name="until">When the play is broken off; null: when the last case has ended.</param>
    /// <param name="seed">Which cases.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RunAsync(int count, TimeSpan span, DateTimeOffset? until, int seed, CancellationToken cancellationToken)
    {
        var script = new CaseScript(new Random(seed));
        var next = new PriorityQueue<Life, long>();
        var begin = time.GetUtcNow();
        for (var i = 0; i < count; i++)
        {
            var report = script.Report(string.Create(CultureInfo.InvariantCulture, $"bench:{seed}:{i}"), script.Chance(13));
            next.Enqueue(new Life(report, [.. script.Steps(report)]), (begin + (span * i / count)).UtcTicks);
        }

        while (next.TryDequeue(out var life, out var at) && !(at > until?.UtcTicks))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var moment = new DateTimeOffset(at, TimeSpan.Zero);
            time.Advance(moment > time.GetUtcNow() ? moment - time.GetUtcNow() : TimeSpan.Zero);
            if (await life.GoOnAsync(desk, cancellationToken) is { } after)
            {
                next.Enqueue(life, at + after.Ticks);
            }
        }

        if (until is { } end && end > time.GetUtcNow())
        {
            time.Advance(end - time.GetUtcNow());
        }
    }

    private sealed class Life(CaseReport report, IReadOnlyList<ScriptStep> steps)
    {
        private string? _number;
        private int _done;

        /// <summary>Takes the next step; returns how long the one after it lets wait, or null at the end.</summary>
        public async Task<TimeSpan?> GoOnAsync(CaseDesk desk, CancellationToken cancellationToken)
        {
            if (_number is null)
            {
                _number = (await desk.ReportAsync(report, BenchCity.Acceptor, accept: false, cancellationToken)).Number;
            }
            else
            {
                var step = steps[_done++];
                try
                {
                    await desk.ActAsync(_number, step.Action, step.Input, step.Actor, expectedVersion: null, cancellationToken);
                }
                catch (Casework.Law.CaseActionRefusedException) when (step.Action is Casework.Law.CaseActions.RequestDelay)
                {
                    // Too late to ask: the case is overdue. Nothing is granted then, and it goes on.
                    _done++;
                }
            }

            return _done < steps.Count ? TimeSpan.FromMinutes(steps[_done].AfterMinutes) : null;
        }
    }
}
