using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Rules;
using static UrbanGrid.Ingest.Tests.Rules.RuleBench;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>Random histories of values, waits, late messages and changed models; each seed is one history.</summary>
public sealed class RulePropertyTests
{
    private const int Seeds = 200;
    private const int Steps = 300;

    private static readonly DeviceModel[] Models =
    [
        Model(
            """ "holdS":5,"clearS":5,"when":[{"metric":"x","is":"above","limit":20,"hysteresis":0.2}] """,
            """ "supersedes":["r0"],"holdS":2,"when":[{"metric":"x","is":"above","limit":50}] """,
            """ "when":[{"metric":"y","is":"silent","limit":60}] """,
            """ "schedule":{"from":"08:01","to":"08:03"},"holdS":1,"when":[{"metric":"y","is":"below","limit":5}] """,
            """ "repeat":{"times":3,"withinS":120},"autoClearS":30,"when":[{"metric":"y","is":"above","limit":50}] """,
            """ "holdS":3,"when":[{"metric":"x","is":"rises","limit":30,"windowS":20}] """),
        Model(
            """ "holdS":1,"when":[{"metric":"x","is":"below","limit":20}] """,
            """ "when":[{"metric":"x","is":"stuck","repeats":3}] """),
    ];

    [Fact]
    public void The_same_messages_in_the_same_order_make_the_same_alarms()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Assert.Equal(Play(seed).Select(Words), Play(seed).Select(Words));
        }
    }

    [Fact]
    public void Every_alarm_is_raised_before_it_ends_ends_once_and_no_rule_has_two()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var open = new Dictionary<string, Alarm>();
            var ended = new HashSet<string>();
            foreach (var alarm in Play(seed))
            {
                if (alarm.ClearedAt is { } clearedAt)
                {
                    Assert.True(ended.Add(alarm.Id), $"Seed {seed}: {alarm.Id} ended twice.");
                    Assert.True(clearedAt >= alarm.StartedAt, $"Seed {seed}: {alarm.Id} ended before it began.");
                    if (open.Remove(alarm.Rule, out var raised))
                    {
                        Assert.Equal(raised.Id, alarm.Id);
                    }
                }
                else
                {
                    Assert.True(alarm.RaisedAt >= alarm.StartedAt && !ended.Contains(alarm.Id), $"Seed {seed}: {alarm.Id}.");
                    Assert.True(open.TryAdd(alarm.Rule, alarm), $"Seed {seed}: {alarm.Rule} was raised while it held.");
                }
            }
        }
    }

    private static string Words(Alarm alarm) => $"{alarm.Id} {alarm.RaisedAt} {alarm.ClearedAt} {alarm.Severity}";

    private static List<Alarm> Play(int seed)
    {
        var random = new Random(seed);
        var now = At("2026-03-02T08:00:00+08:00");
        var device = Device(Models[0]);
        device.PlanLooks(now);
        var alarms = new List<Alarm>();
        for (var step = 0; step < Steps; step++)
        {
            now += random.Next(1, 8_000);
            alarms.AddRange(Wait(device, now));
            switch (random.Next(20))
            {
                case 0:
                    alarms.AddRange(device.Bind(device.Device, Models[random.Next(2)], City, now));
                    device.PlanLooks(now);
                    break;
                case 1:
                    alarms.AddRange(Report(device, "x", now - random.Next(600_000), random.Next(80), now));
                    break;
                default:
                    alarms.AddRange(Report(device, random.Next(3) == 0 ? "y" : "x", now, random.Next(80)));
                    break;
            }

            Check(device, seed);
        }

        return alarms;
    }

    private static void Check(DeviceState device, int seed)
    {
        foreach (var state in device.Rules.States)
        {
            Assert.True(
                state.Alarm is not null == (state.Phase is RulePhase.Raised or RulePhase.Clearing),
                $"Seed {seed}: {state.Rule.Key} is {state.Phase} {(state.Alarm is null ? "without" : "with")} an alarm.");
            Assert.True(state.Phase is not (RulePhase.Pending or RulePhase.Clearing) || state.Due is not null, $"Seed {seed}: {state.Rule.Key} waits for nothing.");
        }

        Assert.False(device.Rules.States.Where(s => s.Alarm is not null).Select(s => s.Rule.Key).ToHashSet().IsSupersetOf(["r0", "r1"])
            && device.Rules.States.Any(s => s.Rule.Supersedes.Count > 0), $"Seed {seed}: both steps hold.");
    }
}
