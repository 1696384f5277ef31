using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Settings;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Sensors;

/// <summary>
/// A CSV recording of sensors: a time column, <c>ts</c> (Unix ms) or <c>offset</c> (seconds), optionally <c>device</c>,
/// and one column a metric. A row that cannot be read is told and skipped.
/// </summary>
public sealed class ReplayFile(string path, Action<string> tellBroken)
{
    private readonly string _name = Path.GetFileName(path);

    /// <summary>Rows in the order of the file.</summary>
    /// <exception cref="SettingsException">The file has no usable header.</exception>
    public async IAsyncEnumerable<ReplayRow> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var csv = CsvReader.Create(File.OpenRead(path), Options(), leaveOpen: false);
        await csv.ReadHeaderAsync(cancellationToken);
        var header = Header.Read(_name, csv.Headers);
        double? first = null;
        var last = double.NegativeInfinity;
        while (await csv.ReadAsync(cancellationToken))
        {
            string[] cells = [.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim())];
            var fault = header.Fault(cells, out var seconds);
            if (fault is null && seconds < last)
            {
                fault = "its time is before that of the row above";
            }

            if (fault is not null)
            {
                Tell(csv.LineNumber, fault);
                continue;
            }

            last = seconds;
            first ??= seconds;
            yield return header.Row(cells, TimeSpan.FromSeconds(seconds - first.Value));
        }
    }

    private CsvReaderOptions Options() => new()
    {
        Separator = ',',
        SkipEmptyLines = true,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Skip,
        OnMalformedRecord = record => Tell(record.LineNumber, "a quote stands where none may or is not closed"),
    };

    private void Tell(long line, string fault) =>
        tellBroken(string.Create(CultureInfo.InvariantCulture, $"{_name}:{line}: row skipped: {fault}"));

    private sealed record Header(string[] Columns, int Time, double Unit, int Device)
    {
        public static Header Read(string file, IReadOnlyList<string> cells)
        {
            string[] columns = [.. cells.Select(c => c.Trim())];
            var ts = Array.IndexOf(columns, "ts");
            var offset = Array.IndexOf(columns, "offset");
            if (ts < 0 && offset < 0)
            {
                throw new SettingsException($"{file}:1: has no time column; name one column ts (Unix ms) or offset (seconds).");
            }

            return new Header(columns, ts >= 0 ? ts : offset, ts >= 0 ? 0.001 : 1, Array.IndexOf(columns, "device"));
        }

        public string? Fault(string[] cells, out double seconds)
        {
            seconds = 0;
            if (cells.Length != Columns.Length)
            {
                return $"it has {cells.Length} cells, the header has {Columns.Length}";
            }

            if (!double.TryParse(cells[Time], NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) || !double.IsFinite(seconds))
            {
                return $"'{cells[Time]}' in column {Columns[Time]} is no time";
            }

            seconds *= Unit;
            if (Device >= 0 && cells[Device].Length > 0 && !DeviceId.IsValid(cells[Device]))
            {
                return $"'{cells[Device]}' is no device id";
            }

            return null;
        }

        public ReplayRow Row(string[] cells, TimeSpan offset)
        {
            var values = new List<KeyValuePair<string, MetricValue>>(cells.Length);
            for (var i = 0; i < cells.Length; i++)
            {
                if (i != Time && i != Device && cells[i].Length > 0)
                {
                    values.Add(new(Columns[i], MetricValue.From(cells[i])));
                }
            }

            return new ReplayRow(offset, Device >= 0 && cells[Device].Length > 0 ? cells[Device] : null, values);
        }
    }
}
