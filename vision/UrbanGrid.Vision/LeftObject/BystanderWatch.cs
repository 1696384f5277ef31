using UrbanGrid.Vision.Arrivals;
using UrbanGrid.Vision.Native;
using UrbanGrid.Vision.Zones;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>
/// Tells whether somebody stands at a thing, however still: something there is as tall as people are at that place, and no
/// wider than somebody is. Movement alone would lose whoever waits beside his bag.
/// </summary>
internal sealed class BystanderWatch(Scene scene, PeopleHeight people, LeftObjectSettings settings)
{
    /// <summary>Whether a thing is somebody, or has somebody beside it, in the last frame.</summary>
    /// <param name="region">The thing.</param>
    /// <param name="zone">The zone in which somebody must stand …</param>
    /// <param name="anywhere">… unless it may be whoever brought the thing.</param>
    public bool IsAt(StaticRegion region, WatchedZone zone, bool anywhere)
    {
        var box = region.Box;
        if (people.At(box.Y + box.Height) is not { } height || height < settings.PersonHeightMin)
        {
            return false;
        }

        var reach = settings.ReachOf(box);
        var company = scene.Company(region.Handle, zone.Number, Math.Max(reach, (int)(1.2 * height)));
        var figure = company[0];
        if (IsTall(box))
        {
            // Somebody, or a cabinet, which is not as slim.
            return figure.Box.Width <= settings.StanderAspectMax * figure.Box.Height;
        }

        if (Stands(figure, settings.FigureAspectMax, anywhere))
        {
            return true;
        }

        for (var i = 1; i < company.Length; i++)
        {
            if (Stands(company[i], settings.StanderAspectMax, anywhere) && box.Grown(reach).SharedWith(company[i].Box) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whoever moves is seen by his movement, and may only pass by.</summary>
    private bool Stands(in Piece piece, double widest, bool anywhere) =>
        (anywhere || piece.FootInside != 0)
        && piece.Still >= settings.StanderStillShare * piece.Area
        && piece.Box.Width <= widest * piece.Box.Height
        && IsTall(piece.Box);

    private bool IsTall(GridBox box) => people.At(box.Y + box.Height) is { } height && box.Height >= settings.StanderHeightMin * height;
}
