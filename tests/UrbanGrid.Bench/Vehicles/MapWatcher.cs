using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>A map of the whole city: reads <c>/vehicles/live</c> and notes how long each position was on its way.</summary>
internal sealed class MapWatcher(Stream events, Func<int, long, long?> sentAt)
{
    private static readonly byte[] Data = "data: "u8.ToArray();

    /// <summary>Milliseconds from sending a position to reading its event.</summary>
    public List<double> Latencies { get; } = [];

    /// <summary>Events read.</summary>
    public int Events { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(events, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        try
        {
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    Take(Encoding.UTF8.GetBytes(line).AsSpan(Data.Length), Stopwatch.GetTimestamp());
                    Events++;
                }
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The bench is over.
        }
    }

    private void Take(ReadOnlySpan<byte> json, long now)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartArray && reader.CurrentDepth == 2)
            {
                reader.Read();
                var vehicle = NumberOf(reader.ValueSpan);
                for (var i = 0; i < 6; i++)
                {
                    reader.Read();
                }

                if (vehicle is { } known && sentAt(known, reader.GetInt64()) is { } sent)
                {
                    Latencies.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
                }
            }
        }
    }

    /// <summary>The number out of <c>jt-0139NNNNNNNN</c>, with or without leading zeros.</summary>
    private static int? NumberOf(ReadOnlySpan<byte> id) =>
        id.StartsWith("jt-"u8) && id.Length >= 11 && int.TryParse(id[^8..], out var number) ? number : null;
}
