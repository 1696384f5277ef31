using UrbanGrid.Contracts;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Scenes.Plots;

/// <summary>A scene that is being written: who does what, and what of it must be reported.</summary>
internal sealed class Plot(string kind, Stage stage, Dice dice)
{
    /// <summary>Name of the zone in which nothing may be left.</summary>
    public const string PavementZone = "pavement";

    /// <summary>Name of the zone in which nothing may stand.</summary>
    public const string KerbZone = "kerb";

    private readonly List<Actor> _actors = [];
    private readonly List<Nuisance> _nuisances = [];
    private readonly List<LabelledEvent> _events = [];
    private readonly List<IgnoredSpan> _ignored = [];
    private readonly List<LabelledCover> _covers = [];
    private readonly HashSet<Actor> _occupants = [];

    public Stage Stage => stage;

    public Dice Dice => dice;

    public IReadOnlyList<Actor> Actors => _actors;

    /// <summary>Dwell of the zone for things left behind, seconds.</summary>
    public double DumpingDwell { get; init; } = Math.Round(dice.Between(8, 15));

    /// <summary>Dwell of the zone in which nothing may stand, seconds.</summary>
    public double OccupancyDwell { get; set; } = Math.Round(dice.Between(8, 16));

    /// <summary>Length, seconds; grows with what is added.</summary>
    public double Seconds { get; private set; }

    /// <summary>Sees to it that the clip lasts at least so long.</summary>
    public void LastAtLeast(double seconds) => Seconds = Math.Max(Seconds, Math.Ceiling(seconds));

    /// <summary>Adds an actor.</summary>
    public T Add<T>(T actor)
        where T : Actor
    {
        _actors.Add(actor);
        return actor;
    }

    /// <summary>Takes the trees away, to plant others.</summary>
    public void RemoveTrees() => _actors.RemoveAll(a => a is Tree);

    public void Add(Nuisance nuisance) => _nuisances.Add(nuisance);

    public void Add(LabelledCover cover) => _covers.Add(cover);

    public void Add(LabelledEvent labelled)
    {
        _events.Add(labelled);
        LastAtLeast(labelled.Due + 8);
    }

    /// <summary>These may not stand where they stand: a picture of the empty street is without them.</summary>
    public void AddOccupants(IEnumerable<Actor> actors) => _occupants.UnionWith(actors);

    public void Ignore(IgnoredSpan span) => _ignored.Add(span);

    /// <summary>The scene.</summary>
    public Scene Done()
    {
        CameraZone[] zones =
        [
            new() { Name = PavementZone, Purpose = ZonePurpose.Dumping, Polygon = stage.Pavement, DwellSeconds = DumpingDwell },
            new() { Name = KerbZone, Purpose = ZonePurpose.Occupancy, Polygon = stage.Kerb, DwellSeconds = OccupancyDwell },
        ];
        CameraZone[] hidden = [.. _nuisances.SelectMany(n => n.Zones)];
        var labels = new ClipLabels
        {
            Format = LabelFile.Format,
            Kind = kind,
            Nuisances = [.. _nuisances.Select(n => n.Name)],
            Notes = $"generated; stage {stage.Name}",
            Zones = [.. zones, .. hidden],
            Covers = [.. _covers],
            Events = [.. _events.OrderBy(e => e.Due)],
            Ignore = [.. _ignored],
        };
        return new Scene(stage, [.. _actors], [.. _nuisances], labels, Seconds) { Occupants = _occupants };
    }
}
