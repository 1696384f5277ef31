using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>A value of a metric: a number, a boolean or a text.</summary>
public readonly record struct MetricValue
{
    private readonly double _number;
    private readonly bool? _flag;
    private readonly string? _text;

    /// <summary>A number.</summary>
    public MetricValue(double number) => _number = number;

    /// <summary>A boolean.</summary>
    public MetricValue(bool flag) => _flag = flag;

    private MetricValue(string text) => _text = text;

    /// <summary>The number; 1 and 0 for booleans, NaN for a text.</summary>
    public double Number => _text is not null ? double.NaN : _flag is { } flag ? (flag ? 1 : 0) : _number;

    /// <summary>A number or boolean of JSON.</summary>
    public static MetricValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => new(true),
        JsonValueKind.False => new(false),
        JsonValueKind.Number => new(json.GetDouble()),
        _ => new(json.ToString()),
    };

    /// <summary>A cell of a recording: number, <c>true</c>, <c>false</c>, or else a text.</summary>
    public static MetricValue From(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new(number)
        : bool.TryParse(cell, out var flag) ? new(flag)
        : new(cell);

    /// <summary>Writes it as a property.</summary>
    public void WriteTo(Utf8JsonWriter writer, string metric)
    {
        if (_text is not null)
        {
            writer.WriteString(metric, _text);
        }
        else if (_flag is { } flag)
        {
            writer.WriteBoolean(metric, flag);
        }
        else
        {
            writer.WriteNumber(metric, _number);
        }
    }
}
