using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Evaluation.Analysis;

/// <summary>One problem, as recurrence looks at it.</summary>
internal readonly record struct Problem(long Id, long At, string Category, string? Component, double Lat, double Lon);

/// <summary>
/// Puts problems of one class at one place together: the same component, else at most 50 m from the first of them (docs/domain-sources.md §3.2, §12).
/// Fed in the order of reporting, so that the same problems always make the same places.
/// </summary>
internal sealed class SamePlace
{
    /// <summary>How far from the first problem of a place another still lies there, metres.</summary>
    public const double RadiusM = 50;

    private const double Cell = RadiusM / Ground.MetresPerDegree;

    private readonly Dictionary<(string Category, string Component), List<Problem>> _components = [];
    private readonly Dictionary<(string Category, int North, int East), List<List<Problem>>> _places = [];
    private readonly List<List<Problem>> _all = [];

    /// <summary>Every place with its problems, oldest first.</summary>
    public IReadOnlyList<List<Problem>> Places => _all;

    public void Add(Problem problem)
    {
        if (problem.Component is { } component)
        {
            if (!_components.TryGetValue((problem.Category, component), out var known))
            {
                _components.Add((problem.Category, component), known = []);
                _all.Add(known);
            }

            known.Add(problem);
        }
        else if (Nearest(problem) is { } near)
        {
            near.Add(problem);
        }
        else
        {
            List<Problem> place = [problem];
            var (north, east) = CellOf(problem);
            if (!_places.TryGetValue((problem.Category, north, east), out var here))
            {
                _places.Add((problem.Category, north, east), here = []);
            }

            here.Add(place);
            _all.Add(place);
        }
    }

    private List<Problem>? Nearest(Problem problem)
    {
        var (north, east) = CellOf(problem);
        List<Problem>? nearest = null;
        var least = RadiusM;

        // Cells are squares in degrees: away from the equator a metre is more degrees to the east than to the north.
        var reach = (int)Math.Ceiling(Ground.MetresPerDegree / Ground.MetresPerDegreeOfLongitude(problem.Lat));
        for (var n = north - 1; n <= north + 1; n++)
        {
            for (var e = east - reach; e <= east + reach; e++)
            {
                foreach (var place in _places.GetValueOrDefault((problem.Category, n, e)) ?? [])
                {
                    var distance = Ground.DistanceM(place[0].Lat, place[0].Lon, problem.Lat, problem.Lon);
                    if (distance < least || (distance <= least && nearest is null))
                    {
                        (nearest, least) = (place, distance);
                    }
                }
            }
        }

        return nearest;
    }

    private static (int North, int East) CellOf(Problem problem) => ((int)Math.Floor(problem.Lat / Cell), (int)Math.Floor(problem.Lon / Cell));
}
