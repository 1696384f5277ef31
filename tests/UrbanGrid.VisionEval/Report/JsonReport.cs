using System.Text.Json;
using System.Text.Json.Serialization;
using UrbanGrid.VisionEval.Scoring;

namespace UrbanGrid.VisionEval.Report;

/// <summary>One run over all clips at one rate.</summary>
/// <param name="FramesPerSecond">Pictures per second; null means every picture.</param>
/// <param name="Clips">Results.</param>
internal sealed record EvalRun(double? FramesPerSecond, IReadOnlyList<ClipResult> Clips);

/// <summary>Writes results for programs.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The text: for each run its figures by class and every clip's findings.</summary>
    public static string Text(IReadOnlyList<EvalRun> runs) => JsonSerializer.Serialize(
        runs.Select(r => new
        {
            FramesPerSecond = r.FramesPerSecond is { } fps ? (object)fps : "full",
            CameraHours = Math.Round(r.Clips.Sum(c => c.Seconds) / 3600, 4),
            Classes = ScoreTable.ByClass(r.Clips),
            r.Clips,
        }),
        Options);
}
