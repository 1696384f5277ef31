using System.Globalization;
using System.Runtime.InteropServices;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Observations;

/// <summary>What every value passes before it becomes a sample, whatever payload it came in.</summary>
internal static class SampleCheck
{
    private const int MaxTextLength = 1_024;

    /// <summary>Takes a number, or refuses it; its time is set by <see cref="Stamp"/>.</summary>
    public static void Accept(string metric, double value, ReadScope scope)
    {
        if (!double.IsFinite(value))
        {
            scope.Observation.Refuse(Refusal.ValueNotFinite, $"'{metric}' is not a finite number.");
            return;
        }

        if (scope.Model.FindMetric(metric) is { } known && (value < known.Min || value > known.Max))
        {
            scope.Observation.Refuse(
                Refusal.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"'{metric}' is {value} {known.Unit}; the sensor measures {known.Min} to {known.Max}."));
            return;
        }

        scope.Observation.Samples.Add(new TelemetrySample(metric, 0, value, null));
    }

    /// <summary>Takes words, or refuses them where the metric is none of words.</summary>
    public static void AcceptText(string metric, string text, ReadScope scope)
    {
        if (JsonPayload.IsNotFinite(text))
        {
            scope.Observation.Refuse(Refusal.ValueNotFinite, $"'{metric}' is {text}.");
        }
        else if (text.Length > MaxTextLength || scope.Model.FindMetric(metric) is { Kind: not MetricKind.Text })
        {
            scope.Observation.Refuse(Refusal.BadJson, $"'{metric}' must be a number, not a text.");
        }
        else
        {
            scope.Observation.Samples.Add(new TelemetrySample(metric, 0, 0, text));
        }
    }

    /// <summary>Gives the samples from the first on their time; leaves them out if the device's clock is off.</summary>
    public static bool Stamp(ReadScope scope, int first, long? deviceTime, out long timestamp)
    {
        var samples = scope.Observation.Samples;
        if (!scope.TryStamp(deviceTime, out timestamp))
        {
            samples.RemoveRange(first, samples.Count - first);
            return false;
        }

        foreach (ref var sample in CollectionsMarshal.AsSpan(samples)[first..])
        {
            sample = sample with { Timestamp = timestamp };
        }

        return true;
    }
}
