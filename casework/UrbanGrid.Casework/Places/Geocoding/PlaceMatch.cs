namespace UrbanGrid.Casework.Places.Geocoding;

/// <summary>How well a name fits what was asked, the best first.</summary>
public enum PlaceMatch
{
    /// <summary>The same, but for case, width, spaces and punctuation.</summary>
    Exact,

    /// <summary>The same, but for what kind of thing it is: 人民 for 人民路, Jinhe for Jinhe Avenue.</summary>
    Bare,

    /// <summary>The name begins with what was asked.</summary>
    Prefix,

    /// <summary>The name contains what was asked, or is contained in it.</summary>
    Part,

    /// <summary>Similar, as with a slip of the hand.</summary>
    Fuzzy,
}
