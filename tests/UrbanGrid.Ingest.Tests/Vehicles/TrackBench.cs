using System.Text.Json;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Ingest.Tests.Vehicles;

/// <summary>One vehicle's chain, fed as a grid worker feeds it, and everything it told.</summary>
internal sealed class TrackBench
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly VehicleNews _news = new();
    private readonly Device _device;

    public TrackBench(object? attributes = null)
    {
        _device = new Device
        {
            Id = "car", Model = "vehicle-terminal", Name = new LocalName("车", "car"),
            Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(JsonSerializer.Serialize(attributes ?? new { }))!,
        };
        Track = new VehicleTrack(_device, Beijing, VehicleSurroundings.None);
    }

    public VehicleTrack Track { get; }

    public List<VehiclePosition> Moves { get; } = [];

    public List<VehicleEvent> Events { get; } = [];

    public SortedDictionary<long, VehicleTrip> Trips { get; } = [];

    public SortedDictionary<long, VehicleStop> Stops { get; } = [];

    public SortedDictionary<DateOnly, VehicleDay> Days { get; } = [];

    public HashSet<DateOnly> Late { get; } = [];

    public Dictionary<FixRefusal, int> Refused { get; } = [];

    public double DrivenM => Days.Values.Sum(d => d.DistanceKm) * 1_000;

    /// <summary>Takes fixes as they arrive, each when it was made.</summary>
    public TrackBench Take(IEnumerable<PositionSample> fixes)
    {
        foreach (var fix in fixes)
        {
            Take(fix, fix.Timestamp);
        }

        return this;
    }

    public TrackBench Take(PositionSample fix, long receivedAt)
    {
        Wait(receivedAt);
        Track.Take(_device, fix, receivedAt, _news);
        Collect();
        return this;
    }

    /// <summary>Lets every timer ring that is due.</summary>
    public TrackBench Wait(long until)
    {
        while (Track.Due is { } due && due <= until)
        {
            Track.OnTime(_device, due, _news);
            Collect();
        }

        return this;
    }

    /// <summary>Lets the last fixes through, and reports what is under way.</summary>
    public TrackBench Finish()
    {
        Wait(Track.Memory.Live!.Timestamp + 10_000);
        Track.Report(0, _news);
        Collect();
        return this;
    }

    public TrackBench Offline(long now)
    {
        Track.Offline(now, _news);
        Collect();
        return this;
    }

    public TrackBench Back()
    {
        Track.Back(_news);
        Collect();
        return this;
    }

    private void Collect()
    {
        Moves.AddRange(_news.Moves);
        Events.AddRange(_news.Events);
        _news.Trips.ForEach(t => Trips[t.StartAt] = t);
        _news.Stops.ForEach(s => Stops[s.StartAt] = s);
        _news.Days.ForEach(d => Days[d.Date] = d);
        Late.UnionWith(_news.Late.Select(l => l.Date));
        foreach (var reason in Enum.GetValues<FixRefusal>())
        {
            Refused[reason] = Refused.GetValueOrDefault(reason) + _news.Refused[(int)reason];
        }

        _news.Clear();
    }
}
