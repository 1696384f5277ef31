namespace UrbanGrid.Vision.LeftObject;

/// <summary>What follows from a judge's opinion.</summary>
internal enum Ruling
{
    /// <summary>Nothing speaks against an alarm.</summary>
    Agree,
    /// <summary>Not now; ask again.</summary>
    Wait,
    /// <summary>Never: it belongs to the background.</summary>
    Absorb,
}

/// <summary>A judge's opinion.</summary>
/// <param name="Ruling">What follows.</param>
/// <param name="Margin">How clearly the judge agrees, 0..1.</param>
internal readonly record struct Opinion(Ruling Ruling, double Margin)
{
    public static Opinion Wait => new(Ruling.Wait, 0);

    public static Opinion Absorb => new(Ruling.Absorb, 0);

    public static Opinion Agree(double margin = 1) => new(Ruling.Agree, Math.Clamp(margin, 0, 1));
}
