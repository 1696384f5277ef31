namespace UrbanGrid.VisionEval.Covers.Composites;

/// <summary>x' = A·x + B·y + C, y' = D·x + E·y + F.</summary>
internal readonly record struct Affine(float A, float B, float C, float D, float E, float F)
{
    public (float X, float Y) Of(float x, float y) => ((A * x) + (B * y) + C, (D * x) + (E * y) + F);

    /// <summary>Moves by −x, −y: the picture moves to the right and down.</summary>
    public static Affine Shift(float x, float y) => new(1, 0, -x, 0, 1, -y);

    /// <summary>Maps so that <paramref name="to"/> shows what is at <paramref name="from"/>, through a linear map of the differences.</summary>
    public static Affine About((float X, float Y) to, (float X, float Y) from, float a, float b, float d, float e) =>
        new(a, b, from.X - (a * to.X) - (b * to.Y), d, e, from.Y - (d * to.X) - (e * to.Y));
}
