namespace UrbanGrid.Vision.Health;

/// <summary>What can be wrong with a camera's picture. Device faults: none of them is a matter of the street.</summary>
public enum PictureFault
{
    /// <summary>Nothing but dark: no light, no exposure, a cap on the lens.</summary>
    Black,
    /// <summary>Burnt out: the sun or a floodlight in the lens, exposure stuck.</summary>
    Bright,
    /// <summary>The same picture again and again, its noise included; a burnt-in clock may go on.</summary>
    Frozen,
    /// <summary>Sprayed, taped, hung over: structure is gone where it always was.</summary>
    Covered,
    /// <summary>Another view than the one the zones were drawn on.</summary>
    Moved,
    /// <summary>Out of focus or dirty: edges are where they were, and soft.</summary>
    Blurred,
}

/// <summary>Keys of faults.</summary>
public static class PictureFaultKeys
{
    /// <summary>The alarm's rule, e.g. <c>picture_black</c>.</summary>
    public static string Rule(this PictureFault fault) => fault switch
    {
        PictureFault.Black => "picture_black",
        PictureFault.Bright => "picture_bright",
        PictureFault.Frozen => "picture_frozen",
        PictureFault.Covered => "picture_covered",
        PictureFault.Moved => "picture_moved",
        _ => "picture_blurred",
    };
}
