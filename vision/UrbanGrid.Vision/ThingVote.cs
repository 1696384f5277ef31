using UrbanGrid.Contracts;

namespace UrbanGrid.Vision;

/// <summary>What kind of thing an object detector's class is, as far as the judges care.</summary>
public enum ThingKind
{
    /// <summary>None of the others.</summary>
    Other,
    /// <summary>A person: nobody's rubbish, however still.</summary>
    Person,
    /// <summary>A vehicle of any size, a bicycle too.</summary>
    Vehicle,
    /// <summary>Something that can be put down: a bag, a box, a chair, an umbrella.</summary>
    Goods,
}

/// <summary>What an object detector takes the thing at a place for.</summary>
/// <param name="Thing">Its class, e.g. <c>car</c>.</param>
/// <param name="Kind">What kind of thing that is.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="Box">Where it saw it.</param>
public sealed record ThingVote(string Thing, ThingKind Kind, double Confidence, PictureBox Box);

/// <summary>
/// Asks an object detector what stands in the box of a JPEG picture; null where it sees nothing there or has no time.
/// Called at most about once a second for each thing that is nearly due.
/// </summary>
public delegate ThingVote? AskThing(PictureBox box, ReadOnlySpan<byte> jpeg);
