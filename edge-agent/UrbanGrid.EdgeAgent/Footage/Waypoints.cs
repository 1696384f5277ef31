using System.Globalization;
using System.Text;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>Where something is at which time of a clip; straight lines in between.</summary>
internal sealed class Waypoints(IReadOnlyList<(double Seconds, double X, double Y)> points)
{
    public double Start => points[0].Seconds;

    public double End => points[^1].Seconds;

    /// <summary>The x or y of a time as an ffmpeg expression of <c>t</c>, less a fixed offset.</summary>
    public string ExpressionX(double offset) => Expression(p => p.X - offset);

    /// <inheritdoc cref="ExpressionX"/>
    public string ExpressionY(double offset) => Expression(p => p.Y - offset);

    private string Expression(Func<(double Seconds, double X, double Y), double> value)
    {
        var text = new StringBuilder();
        for (var i = 1; i < points.Count; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            var slope = (value(to) - value(from)) / (to.Seconds - from.Seconds);
            text.Append(CultureInfo.InvariantCulture, $"if(lt(t,{to.Seconds:0.###}),{value(from):0.##}+({slope:0.####})*(t-{from.Seconds:0.###}),");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{value(points[^1]):0.##}").Append(')', points.Count - 1).ToString();
    }
}
