namespace UrbanGrid.Vision.Covers;

/// <summary>What a watched cover looks like.</summary>
public enum CoverState
{
    /// <summary>Not known yet: the first quiet pictures are being collected.</summary>
    Learning,

    /// <summary>Where it belongs.</summary>
    Present,

    /// <summary>Something passes or stands in front of it; what was believed before is held.</summary>
    Occluded,

    /// <summary>Changed or obstructed, to be checked (移位): out of place, half open, or something lies on it.</summary>
    Displaced,

    /// <summary>An open hole (缺失): dark, and nothing but the cover changed.</summary>
    Missing,

    /// <summary>Too dark, blurred or changed all around to tell; what was believed before is held.</summary>
    Uncertain,
}

/// <summary>Why a cover's state is less reliable than it should be.</summary>
public enum CoverWarning
{
    /// <summary>Under 50 pixels wide in the picture as sent: zoom in or send larger pictures.</summary>
    TooSmall,

    /// <summary>A plain cover: a hole of like brightness, or the cover turned in its seat, looks the same.</summary>
    LittleTexture,

    /// <summary>Plain ground around it, on which small movements of the camera cannot be told.</summary>
    PlainSurroundings,

    /// <summary>Nobody gave a picture of it: it was learned from the first quiet ones, and nobody said that it was there.</summary>
    SelfTaught,

    /// <summary>A reference picture could not be read and was left out.</summary>
    BadReference,

    /// <summary>Outside the picture, or under 8×4 pixels: it is not watched.</summary>
    NotVisible,
}
