using System.Globalization;
using System.Text;

namespace UrbanGrid.Hub.Monitoring;

/// <summary>Prometheus text exposition format 0.0.4.</summary>
public static class PrometheusText
{
    /// <summary>Content type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes metrics.</summary>
    public static string Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families.Where(f => f.Series.Any()))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {family.Name} {family.Description.ReplaceLineEndings(" ")}\n");
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Name} {family.Type.ToString().ToLowerInvariant()}\n");
            foreach (var series in family.Series.OrderBy(s => s.Labels, StringComparer.Ordinal))
            {
                Write(text, family, series);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        if (family.Type != MetricType.Histogram)
        {
            text.Append(family.Name).Append(Braces(series.Labels)).Append(' ').Append(Number(series.Value)).Append('\n');
            return;
        }

        var (count, sum, atMost) = series.Distribution();
        var before = series.Labels.Length == 0 ? "" : series.Labels + ",";
        for (var i = 0; i < atMost.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{family.Name}_bucket{{{before}le=\"{Number(series.Bounds[i])}\"}} {atMost[i]}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{family.Name}_bucket{{{before}le=\"+Inf\"}} {count}\n");
        text.Append(CultureInfo.InvariantCulture, $"{family.Name}_sum{Braces(series.Labels)} {Number(sum)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{family.Name}_count{Braces(series.Labels)} {count}\n");
    }

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}
