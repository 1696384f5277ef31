using UrbanGrid.Contracts;
using UrbanGrid.Hub.Triage.Learning;

namespace UrbanGrid.Hub.Tests.Triage.Learning;

/// <summary>
/// A world whose truth is known: the log-odds that an alarm is right are 0.5 + 1.5 × solidity − 1.2 × likeness to the
/// background + what its camera does, with both features standard normal. Three other features are noise, and the detector's
/// own score is a weak, over-confident hint. Seeded.
/// </summary>
internal sealed class VerdictWorld(int seed)
{
    public const double OfSolidity = 1.5;
    public const double OfLikeness = -1.2;
    public const string Rule = "left_object";
    private const int Cameras = 12;
    private readonly Random _random = new(seed);
    private readonly double[] _ofCamera = [.. Enumerable.Range(0, Cameras).Select(i => ((i % 4) - 1.5) * 0.8)];
    private long _next = 1;

    public static TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public static LearningSettings Settings { get; } = new();

    public static long Start => DateTimeOffset.Parse("2026-03-02T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    /// <summary>The next verdicts.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inverted">Whether operators say the opposite of the truth.</param>
    public List<Verdict> Next(int count, bool inverted = false) => [.. Enumerable.Range(0, count).Select(_ => Next(inverted))];

    public AlarmFacts Facts(double solidity = 0, double likeness = 0, int camera = 1, PictureBox? box = null, long? at = null) => new()
    {
        DeviceId = $"cam-{camera:D2}",
        Rule = Rule,
        Zone = "kerb",
        Box = box ?? new PictureBox(_random.NextDouble() * 0.9, _random.NextDouble() * 0.9, 0.05, 0.08),
        Score = 0.8,
        StartedAt = (at ?? Start) - 60_000,
        RaisedAt = at ?? Start,
        Features = new Dictionary<string, double>
        {
            ["solidity"] = solidity, ["background_likeness"] = likeness, ["noiseA"] = 0, ["noiseB"] = 0, ["noiseC"] = 0,
        },
    };

    public Verdict Of(AlarmFacts facts, bool confirmed, string? reason = null) =>
        new(_next, _next++, "event/0110", facts, confirmed, confirmed ? null : reason ?? "reflection", facts.RaisedAt);

    /// <summary>The truth.</summary>
    public double ProbabilityOf(double solidity, double likeness, int camera) =>
        FeatureValues.Probability(0.5 + (OfSolidity * solidity) + (OfLikeness * likeness) + _ofCamera[camera]);

    private Verdict Next(bool inverted)
    {
        var (solidity, likeness, camera) = (Normal(), Normal(), _random.Next(Cameras));
        var confirmed = _random.NextDouble() < ProbabilityOf(solidity, likeness, camera);
        var score = Math.Clamp(0.85 + (0.04 * Normal()) + (confirmed ? 0.02 : 0), 0.05, 0.99);
        var facts = Facts(solidity, likeness, camera, at: Start + (_next * 600_000)) with
        {
            Score = score,
            Features = new Dictionary<string, double>
            {
                ["solidity"] = solidity,
                ["background_likeness"] = likeness,
                ["noiseA"] = Normal(),
                ["noiseB"] = Normal() * 40,
                ["noiseC"] = Normal() * 0.001,
            },
        };
        return Of(facts, confirmed != inverted);
    }

    /// <summary>Box and Muller's normal numbers.</summary>
    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
