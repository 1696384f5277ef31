using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>
/// Writes fixes one after the other as what changed since the one before: about 15 bytes each instead of 100. Places are
/// kept to 10⁻⁷ degrees (a centimetre), speed and course and dilution to hundredths, altitude to centimetres; times and
/// attributes exactly.
/// </summary>
internal struct FixCodec
{
    private const double PlaceScale = PositionSample.PlaceParts;
    private const double HundredthScale = PositionSample.Parts;
    private const double AttributeScale = 1000;

    /// <summary>Beyond this a scaled number is no longer whole in a double.</summary>
    private const double Largest = 1L << 52;

    private long _at;
    private long _lat;
    private long _lon;
    private FixAttributes? _attributes;

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Speed = 1,
        Course = 2,
        Altitude = 4,
        Hdop = 8,
        Values = 16,
        Names = 32,
    }

    /// <summary>Appends a fix.</summary>
    public void Write(TrackBytes bytes, PositionSample fix, AttributeNames names)
    {
        var attributes = FixAttributes.Of(fix.Attributes);
        var before = _attributes ?? FixAttributes.None;
        var sameNames = attributes.HasNamesOf(before);
        var changed = sameNames ? Changes(before, attributes) : 0;
        var (speed, course, altitude, hdop) = (Scaled(fix.SpeedKmh), Scaled(fix.CourseDeg), Scaled(fix.AltitudeM), Scaled(fix.Hdop));
        var parts = (speed is null ? Parts.None : Parts.Speed) | (course is null ? Parts.None : Parts.Course)
            | (altitude is null ? Parts.None : Parts.Altitude) | (hdop is null ? Parts.None : Parts.Hdop)
            | (sameNames ? changed == 0 ? Parts.None : Parts.Values : Parts.Names);
        bytes.Byte((byte)parts);
        var (lat, lon) = ((long)Math.Round(fix.Place.Lat * PlaceScale), (long)Math.Round(fix.Place.Lon * PlaceScale));
        bytes.Signed(fix.Timestamp - _at);
        bytes.Signed(lat - _lat);
        bytes.Signed(lon - _lon);
        (_at, _lat, _lon, _attributes) = (fix.Timestamp, lat, lon, attributes);
        Optional(bytes, speed);
        Optional(bytes, course);
        Optional(bytes, altitude);
        Optional(bytes, hdop);
        if (parts.HasFlag(Parts.Values))
        {
            WriteChanges(bytes, before, attributes, changed);
        }
        else if (parts.HasFlag(Parts.Names))
        {
            WriteAll(bytes, attributes, names);
        }
    }

    /// <summary>Reads the next fix.</summary>
    public PositionSample Read(ref TrackCursor cursor, AttributeNames names)
    {
        var parts = (Parts)cursor.Byte();
        _at += cursor.Signed();
        _lat += cursor.Signed();
        _lon += cursor.Signed();
        double? speed = parts.HasFlag(Parts.Speed) ? cursor.Signed() / HundredthScale : null;
        double? course = parts.HasFlag(Parts.Course) ? cursor.Signed() / HundredthScale : null;
        double? altitude = parts.HasFlag(Parts.Altitude) ? cursor.Signed() / HundredthScale : null;
        double? hdop = parts.HasFlag(Parts.Hdop) ? cursor.Signed() / HundredthScale : null;
        var attributes = _attributes ?? FixAttributes.None;
        if (parts.HasFlag(Parts.Values))
        {
            attributes = ReadChanges(ref cursor, attributes);
        }
        else if (parts.HasFlag(Parts.Names))
        {
            attributes = ReadAll(ref cursor, names);
        }

        _attributes = attributes;
        return new PositionSample(_at, new GeoPoint(_lat / PlaceScale, _lon / PlaceScale), speed, course, altitude, hdop, attributes);
    }

    private static int Changes(FixAttributes before, FixAttributes now)
    {
        var changes = 0;
        for (var i = 0; i < now.Count; i++)
        {
            changes += now.Numbers[i].Equals(before.Numbers[i]) ? 0 : 1;
        }

        return changes;
    }

    private static void WriteChanges(TrackBytes bytes, FixAttributes before, FixAttributes now, int changes)
    {
        bytes.Unsigned((ulong)changes);
        for (var i = 0; i < now.Count; i++)
        {
            if (!now.Numbers[i].Equals(before.Numbers[i]))
            {
                bytes.Unsigned((ulong)i);
                WriteValue(bytes, now.Numbers[i]);
            }
        }
    }

    private static FixAttributes ReadChanges(ref TrackCursor cursor, FixAttributes before)
    {
        var values = before.Numbers.ToArray();
        for (var changes = cursor.Unsigned(); changes > 0; changes--)
        {
            values[(int)cursor.Unsigned()] = ReadValue(ref cursor);
        }

        return before.With(values);
    }

    private static void WriteAll(TrackBytes bytes, FixAttributes now, AttributeNames names)
    {
        bytes.Unsigned((ulong)now.Count);
        for (var i = 0; i < now.Count; i++)
        {
            bytes.Unsigned((ulong)names.IdOf(now.Names[i]));
            WriteValue(bytes, now.Numbers[i]);
        }
    }

    private static FixAttributes ReadAll(ref TrackCursor cursor, AttributeNames names)
    {
        var count = (int)cursor.Unsigned();
        var (keys, values) = (new string[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            keys[i] = names[(int)cursor.Unsigned()];
            values[i] = ReadValue(ref cursor);
        }

        return new FixAttributes(keys, values);
    }

    /// <summary>Thousandths as a whole number, everything else as it is in memory.</summary>
    private static void WriteValue(TrackBytes bytes, double value)
    {
        var scaled = Math.Round(value * AttributeScale);
        if (Math.Abs(scaled) < Largest && (scaled / AttributeScale).Equals(value))
        {
            var whole = (long)scaled;
            bytes.Unsigned(((ulong)((whole << 1) ^ (whole >> 63))) << 1);
        }
        else
        {
            bytes.Unsigned(1);
            bytes.Number(value);
        }
    }

    private static double ReadValue(ref TrackCursor cursor)
    {
        var word = cursor.Unsigned();
        if ((word & 1) != 0)
        {
            return cursor.Number();
        }

        word >>= 1;
        return ((long)(word >> 1) ^ -(long)(word & 1)) / AttributeScale;
    }

    private static long? Scaled(double? value) =>
        value is { } number && Math.Abs(number) < Largest / HundredthScale ? (long)Math.Round(number * HundredthScale) : null;

    private static void Optional(TrackBytes bytes, long? value)
    {
        if (value is { } scaled)
        {
            bytes.Signed(scaled);
        }
    }
}
