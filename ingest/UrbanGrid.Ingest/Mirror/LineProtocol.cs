using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Mirror;

/// <summary>
/// Observations as InfluxDB line protocol with millisecond times: <c>telemetry</c> with a field for each metric,
/// <c>position</c> with <c>lat</c>, <c>lon</c> and what else a fix has, <c>event</c> with its type as a tag. Source: InfluxDB v2
/// reference, "Line protocol". A line feed would end a line, so it is written as <c>\n</c> in texts and as a space elsewhere.
/// </summary>
internal sealed class LineProtocol
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private bool _hasField;
    private int _begin;

    /// <summary>Lines written since <see cref="Clear"/>.</summary>
    public int Lines { get; private set; }

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        Lines = 0;
    }

    public void Add(Observation observation)
    {
        var samples = CollectionsMarshal.AsSpan(observation.Samples);
        for (var i = 0; i < samples.Length; i++)
        {
            if (i == 0 || samples[i].Timestamp != samples[i - 1].Timestamp)
            {
                Begin("telemetry"u8, observation);
            }

            Field(samples[i].Metric, samples[i].Value, samples[i].Text);
            if (i == samples.Length - 1 || samples[i].Timestamp != samples[i + 1].Timestamp)
            {
                End(samples[i].Timestamp);
            }
        }

        foreach (var fix in observation.Positions)
        {
            Begin("position"u8, observation);
            Field("lat", fix.Place.Lat);
            Field("lon", fix.Place.Lon);
            Field("speed", fix.SpeedKmh);
            Field("course", fix.CourseDeg);
            Field("altitude", fix.AltitudeM);
            Field("hdop", fix.Hdop);
            foreach (var (name, value) in fix.Attributes)
            {
                Field(name, value);
            }

            End(fix.Timestamp);
        }

        if (observation.Event is { } told)
        {
            Begin("event"u8, observation);
            Tag("type"u8, told.Type);
            Field("count", 1, null);
            Field("data", 0, told.Data ?? "");
            End(told.Timestamp);
        }
    }

    private void Begin(ReadOnlySpan<byte> measurement, Observation observation)
    {
        (_begin, _hasField) = (_buffer.WrittenCount, false);
        _buffer.Write(measurement);
        Tag("device"u8, observation.Device.Id);
        Tag("model"u8, observation.Device.Model);
    }

    private void Tag(ReadOnlySpan<byte> key, string value)
    {
        // A tag may not be empty, and a backslash at its end would escape what follows.
        value = value.TrimEnd('\\');
        if (value.Length > 0)
        {
            _buffer.Write(","u8);
            _buffer.Write(key);
            _buffer.Write("="u8);
            Escaped(value);
        }
    }

    private void Field(string key, double? value)
    {
        if (value is { } number)
        {
            Field(key, number, null);
        }
    }

    private void Field(string key, double value, string? text)
    {
        key = key.TrimEnd('\\');
        if (key.Length == 0 || (text is null && !double.IsFinite(value)))
        {
            return;
        }

        _buffer.Write(_hasField ? ","u8 : " "u8);
        _hasField = true;
        Escaped(key);
        _buffer.Write("="u8);
        if (text is not null)
        {
            Quoted(text);
            return;
        }

        Utf8Formatter.TryFormat(value, _buffer.GetSpan(32), out var length);
        _buffer.Advance(length);
    }

    /// <summary>Ends the line; one without a field is taken back.</summary>
    private void End(long timestamp)
    {
        if (!_hasField)
        {
            TakeBack();
            return;
        }

        _buffer.Write(" "u8);
        Utf8Formatter.TryFormat(timestamp, _buffer.GetSpan(24), out var length);
        _buffer.Advance(length);
        _buffer.Write("\n"u8);
        Lines++;
    }

    private void TakeBack()
    {
        var kept = _buffer.WrittenSpan[.._begin].ToArray();
        _buffer.ResetWrittenCount();
        _buffer.Write(kept);
    }

    private void Escaped(string name)
    {
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value is ',' or '=' or ' ')
            {
                _buffer.Write("\\"u8);
            }

            Write(Rune.IsControl(rune) ? new Rune(' ') : rune, escapeSpace: Rune.IsControl(rune));
        }
    }

    private void Quoted(string text)
    {
        _buffer.Write("\""u8);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '\\':
                    _buffer.Write("\\"u8);
                    Write(rune);
                    break;
                case '\n':
                    _buffer.Write("\\\\n"u8);
                    break;
                case '\r':
                    _buffer.Write("\\\\r"u8);
                    break;
                default:
                    Write(rune);
                    break;
            }
        }

        _buffer.Write("\""u8);
    }

    private void Write(Rune rune, bool escapeSpace = false)
    {
        if (escapeSpace)
        {
            _buffer.Write("\\"u8);
        }

        _buffer.Advance(rune.EncodeToUtf8(_buffer.GetSpan(4)));
    }
}
