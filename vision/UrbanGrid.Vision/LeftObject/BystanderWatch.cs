using UrbanGrid.Vision.Arrivals;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>
/// Tells whether somebody stands at a thing, however still: something there is as tall as people are at that place, and no
/// wider than somebody is. Movement alone would lose whoever waits beside his bag.
/// </summary>
internal sealed class BystanderWatch(Scene scene, PeopleHeight people, LeftObjectSettings settings)
{
    /// <summary>Whether a thing is somebody, or has somebody beside it, in the last frame.</summary>
    public bool IsAt(StaticRegion region)
    {
        var box = region.Box;
        if (people.At(box.Y + box.Height) is not { } height || height < settings.PersonHeightMin)
        {
            return false;
        }

        var reach = settings.ReachOf(box);
        var company = scene.Company(region.Handle, Math.Max(reach, (int)(1.2 * height)));
        var figure = company[0].Box;
        if (IsTall(figure))
        {
            // A cabinet is as tall as somebody too, but not as slim.
            var widest = IsTall(box) ? settings.StanderAspectMax : settings.FigureAspectMax;
            return figure.Width <= widest * figure.Height;
        }

        for (var i = 1; i < company.Length; i++)
        {
            var other = company[i].Box;
            if (IsTall(other) && other.Width <= settings.StanderAspectMax * other.Height && box.Grown(reach).SharedWith(other) > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTall(GridBox box) => people.At(box.Y + box.Height) is { } height && box.Height >= settings.StanderHeightMin * height;
}
