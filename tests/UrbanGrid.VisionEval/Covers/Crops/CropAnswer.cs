using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>What the classifier said of one labelled cover that it was not trained with.</summary>
/// <param name="Cover">The cover.</param>
/// <param name="Open">Probability that it is open or displaced.</param>
internal sealed record CropAnswer(LabelledCover Cover, double Open)
{
    public bool IsRight => Open >= 0.5 == Cover.IsOpen;

    /// <summary>Distance from "cannot tell", 0..0.5.</summary>
    public double Certainty => Math.Abs(Open - 0.5);
}
