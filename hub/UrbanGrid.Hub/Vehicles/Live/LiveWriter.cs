using System.Buffers;
using System.Text.Json;
using UrbanGrid.Ingest.Vehicles;

namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>
/// Writes the <c>vehicles</c> event:
/// <c>{"full":…,"vehicles":[[id,lon,lat,course|null,km/h|null,state,at,alarm 0|1],…],"gone":[id,…]}</c>.
/// </summary>
public sealed class LiveWriter : IDisposable
{
    /// <summary>Decimals of a degree, about a tenth of a metre.</summary>
    private const int PlaceDecimals = 6;

    private static readonly JsonEncodedText[] States =
        [.. Enum.GetNames<VehicleState>().Select(n => JsonEncodedText.Encode(n.ToLowerInvariant()))];

    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>The word for a state, as it is written.</summary>
    public static string WordOf(VehicleState state) => States[(int)state].Value;

    /// <summary>Writes one event.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="full">Whether it is all there is in the box.</param>
    /// <param name="changes">What to tell.</param>
    public void Write(IBufferWriter<byte> output, bool full, LiveChanges changes)
    {
        output.Write("event: vehicles\ndata: "u8);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteBoolean("full"u8, full);
        _json.WriteStartArray("vehicles"u8);
        foreach (var vehicle in changes.Vehicles)
        {
            Write(in vehicle);
        }

        _json.WriteEndArray();
        _json.WriteStartArray("gone"u8);
        foreach (var id in changes.Gone)
        {
            _json.WriteStringValue(id);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n\n"u8);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Write(in LiveVehicle vehicle)
    {
        _json.WriteStartArray();
        _json.WriteStringValue(vehicle.Id);
        _json.WriteNumberValue(Math.Round(vehicle.Lon, PlaceDecimals));
        _json.WriteNumberValue(Math.Round(vehicle.Lat, PlaceDecimals));
        WriteFigure(vehicle.CourseDeg);
        WriteFigure(vehicle.SpeedKmh);
        _json.WriteStringValue(States[(int)vehicle.State]);
        _json.WriteNumberValue(vehicle.At);
        _json.WriteNumberValue(vehicle.HasAlarm ? 1 : 0);
        _json.WriteEndArray();
    }

    private void WriteFigure(double value)
    {
        if (double.IsFinite(value))
        {
            _json.WriteNumberValue(Math.Round(value, 1));
        }
        else
        {
            _json.WriteNullValue();
        }
    }
}
