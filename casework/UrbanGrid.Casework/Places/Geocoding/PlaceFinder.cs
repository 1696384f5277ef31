namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>
/// Geocoding (地理编码, GB/T 30428.3): text → places, and point → named places around it. It knows points of interest, house
/// numbers, roads and their crossings, areas, and components by code or name; in Chinese and English, with slips of the hand.
/// Made of a city once, read by many at a time.
/// </summary>
public sealed class PlaceFinder
{
    /// <summary>Names beginning with the text that are looked at; of one character that is all of a large city's.</summary>
    private const int MostPrefixes = 10_000;

    /// <summary>Similar names that are looked at closely.</summary>
    private const int MostLike = 300;

    /// <summary>Scores closer to each other than this are decided by nearness.</summary>
    private const double ScoreStep = 0.1;

    private static readonly string[] KindOrder =
    [
        PlaceNameKind.Poi, PlaceNameKind.Address, PlaceNameKind.Road, PlaceNameKind.Crossing, PlaceNameKind.Area,
        PlaceNameKind.Component, PlaceNameKind.UnitGrid,
    ];

    private readonly List<PlaceEntry> _entries;
    private readonly int[] _entryOfText;
    private readonly NameIndex _names;
    private readonly int[] _northwards;

    /// <summary>Reads all names.</summary>
    public PlaceFinder(
        IReadOnlyList<PlaceName> places, IReadOnlyList<RoadLine> roads, IReadOnlyList<Area> areas, IEnumerable<CityComponent> components)
    {
        _entries = PlaceEntry.Of(places, roads, areas, components);
        var texts = new List<string>();
        var entryOfText = new List<int>();
        for (var entry = 0; entry < _entries.Count; entry++)
        {
            foreach (var text in _entries[entry].Names().Select(NameText.Normalise).Where(t => t.Length > 0).Distinct())
            {
                texts.Add(text);
                entryOfText.Add(entry);
            }
        }

        _entryOfText = [.. entryOfText];
        _names = new NameIndex(texts);
        _northwards = [.. Enumerable.Range(0, _entries.Count).Where(i => _entries[i].IsPoint).OrderBy(i => _entries[i].At.Lat).ThenBy(i => i)];
    }

    /// <summary>How many things have a name.</summary>
    public int Count => _entries.Count;

    /// <summary>Places that a text may mean: the same name first, then those that begin with it, then similar ones; the nearer first.</summary>
    /// <param name="text">As somebody typed or said it.</param>
    /// <param name="near">Where the question comes from, if that is known.</param>
    /// <param name="limit">Most places answered.</param>
    public IReadOnlyList<PlaceHit> Find(string text, GroundPoint? near, int limit)
    {
        var wanted = NameText.Normalise(text);
        if (wanted.Length == 0)
        {
            return [];
        }

        var bare = NameText.Bare(wanted);
        var best = new Dictionary<int, (PlaceMatch Match, double Score)>();
        foreach (var name in _names.BeginningWith(wanted, MostPrefixes))
        {
            Judge(name, 0);
        }

        foreach (var (name, likeness) in _names.Like(wanted, MostLike))
        {
            Judge(name, likeness);
        }

        return
        [
            .. best.Select(b => HitOf(_entries[b.Key], b.Value, near))
                .OrderBy(h => h.Match)
                .ThenByDescending(h => h.Match is PlaceMatch.Part or PlaceMatch.Fuzzy ? Math.Round(h.Score / ScoreStep) : 0)
                .ThenBy(h => h.DistanceM ?? 0)
                .ThenByDescending(h => h.Score)
                .ThenBy(h => Array.IndexOf(KindOrder, h.Place.Kind))
                .ThenBy(h => h.Place.Name.Zh, StringComparer.Ordinal)
                .ThenBy(h => h.Place.Code, StringComparer.Ordinal)
                .Take(limit),
        ];

        void Judge(int name, double likeness)
        {
            if (NameLikeness.Of(wanted, bare, _names.Of(name).ToString(), likeness) is { } found
                && (!best.TryGetValue(_entryOfText[name], out var known) || Compare(found, known) < 0))
            {
                best[_entryOfText[name]] = found;
            }
        }
    }

    /// <summary>Points of interest, house numbers, crossings and named components within a radius, the nearest first.</summary>
    public IReadOnlyList<PlaceHit> Around(GroundPoint at, double radiusM, int limit)
    {
        var degrees = radiusM / Ground.MetresPerDegree;
        return
        [
            .. _northwards.Skip(FirstNorthOf(at.Lat - degrees))
                .TakeWhile(i => _entries[i].At.Lat <= at.Lat + degrees)
                .Select(i => (Entry: _entries[i], DistanceM: Ground.DistanceM(at.Lat, at.Lon, _entries[i].At.Lat, _entries[i].At.Lon)))
                .Where(e => e.DistanceM <= radiusM)
                .OrderBy(e => e.DistanceM).ThenBy(e => e.Entry.Code, StringComparer.Ordinal)
                .Take(limit)
                .Select(e => new PlaceHit(e.Entry.Describe(e.Entry.At), PlaceMatch.Exact, 1, e.DistanceM)),
        ];
    }

    private static int Compare((PlaceMatch Match, double Score) a, (PlaceMatch Match, double Score) b) =>
        a.Match != b.Match ? a.Match.CompareTo(b.Match) : b.Score.CompareTo(a.Score);

    private static PlaceHit HitOf(PlaceEntry entry, (PlaceMatch Match, double Score) found, GroundPoint? near)
    {
        var at = entry.NearestTo(near);
        return new PlaceHit(
            entry.Describe(at), found.Match, Math.Round(found.Score, 3), near is { } from ? Ground.DistanceM(from.Lat, from.Lon, at.Lat, at.Lon) : null);
    }

    private int FirstNorthOf(double lat)
    {
        var (low, high) = (0, _northwards.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[_northwards[middle]].At.Lat < lat ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
