using System.Globalization;

namespace UrbanGrid.Bench;

/// <summary>Who has spooled what.</summary>
/// <param name="Devices">Devices that were cut off.</param>
/// <param name="Readings">Readings of each, one value a reading.</param>
/// <param name="Agents">Edge agents that speak for them.</param>
internal sealed record BacklogPlan(int Devices, int Readings, int Agents)
{
    /// <summary>Five minutes between two readings of a device.</summary>
    public const long IntervalMs = 300_000;

    /// <summary>Metric they read.</summary>
    public const string Metric = "battery";

    /// <summary>Readings of one message.</summary>
    public int RowsPerMessage => Math.Min(72, Readings);

    public int MessagesPerDevice => Readings / RowsPerMessage;

    public long Rows => (long)Devices * MessagesPerDevice * RowsPerMessage;

    /// <summary>Time of the first reading, Unix ms; the last one is a few minutes old.</summary>
    public long FirstTime { get; init; } = TimeProvider.System.GetUtcNow().AddDays(-1).AddMinutes(-5).ToUnixTimeMilliseconds();

    public static string DeviceId(int number) => $"spooled-{number}";

    public static string AgentId(int number) => $"agent-{number}";

    /// <summary>Devices of an agent.</summary>
    public IEnumerable<int> DevicesOf(int agent) => Enumerable.Range(0, Devices).Where(d => d % Agents == agent);

    public static BacklogPlan Parse(string[] args, int agents)
    {
        var plan = new BacklogPlan(100_000, 288, agents);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            plan = args[i] switch
            {
                "--devices" => plan with { Devices = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--readings" => plan with { Readings = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                _ => throw new ArgumentException($"Unknown option {args[i]}; there are --devices N and --readings N."),
            };
        }

        return plan;
    }
}
