using System.Text.Json;
using UrbanGrid.Hub.Cameras;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Triage.Thresholds;

/// <summary>Keeps, by camera and rule, how likely an alarm must be to come to an operator.</summary>
public sealed class ThresholdStore(CameraRows<CameraThresholds> rows)
{
    /// <summary>Least probabilities of a camera by rule, 0..1; a rule without one has none.</summary>
    public async Task<IReadOnlyDictionary<string, double>> FindAsync(string cameraId, CancellationToken cancellationToken) =>
        Read(await rows.FindAsync(cameraId, cancellationToken));

    /// <summary>Sets the least probability of a camera's rule; null for none.</summary>
    public Task SetAsync(string cameraId, string rule, double? least, CancellationToken cancellationToken) => rows.ChangeAsync(
        cameraId,
        row =>
        {
            var thresholds = Read(row);
            thresholds.Remove(rule);
            if (least is { } probability)
            {
                thresholds[rule] = probability;
            }

            return new CameraThresholds { CameraId = cameraId, ThresholdsJson = JsonSerializer.Serialize(thresholds, ApiJson.Options) };
        },
        cancellationToken);

    private static Dictionary<string, double> Read(CameraThresholds? row) =>
        row is null ? [] : JsonSerializer.Deserialize<Dictionary<string, double>>(row.ThresholdsJson, ApiJson.Options)!;
}
