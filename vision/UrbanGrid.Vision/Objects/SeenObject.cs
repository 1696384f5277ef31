using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Objects;

/// <summary>A thing that the object detector sees.</summary>
/// <param name="Thing">Word for it, e.g. <c>car</c>.</param>
/// <param name="Kind">What it is to the judges.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="Box">Where.</param>
public sealed record SeenObject(string Thing, ThingKind Kind, double Confidence, PictureBox Box);

/// <summary>What one picture showed.</summary>
/// <param name="Stamp">The picture's stamp, Unix ms.</param>
/// <param name="Objects">What was seen, best first.</param>
public sealed record Sighting(long Stamp, IReadOnlyList<SeenObject> Objects)
{
    /// <summary>A person vetoes who covers this share of the place …</summary>
    private const double PersonCovers = 0.5;

    /// <summary>… and is filled by the place to this share: somebody who walks past a bag is larger than it, but not at it.</summary>
    private const double PersonFilled = 0.2;

    /// <summary>Anything else must overlap the place (IoU) so far to be the thing that stands there.</summary>
    private const double ThingOverlap = 0.3;

    /// <summary>What stands in the box: a person before anything else, then the surest; null where nothing is seen there.</summary>
    public ThingVote? VoteOn(PictureBox box)
    {
        var person = Objects.FirstOrDefault(o => o.Kind == ThingKind.Person && Shared(o.Box, box) is var shared
            && shared > PersonCovers * Area(box) && shared > PersonFilled * Area(o.Box));
        var seen = person ?? Objects.FirstOrDefault(o => o.Kind != ThingKind.Person && o.Box.OverlapWith(box) >= ThingOverlap);
        return seen is null ? null : new ThingVote(seen.Thing, seen.Kind, seen.Confidence, seen.Box);
    }

    private static double Area(PictureBox box) => box.Width * box.Height;

    private static double Shared(PictureBox a, PictureBox b)
    {
        var width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }
}
