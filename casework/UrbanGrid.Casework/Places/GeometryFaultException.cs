namespace UrbanGrid.Casework.Places;

/// <summary>A geometry that cannot be used.</summary>
/// <param name="text">What is wrong, where in it, and what to write instead.</param>
/// <param name="at">Place of the fault, WGS-84; null if it has none.</param>
internal sealed class GeometryFaultException(LocalText text, GroundPoint? at = null) : Exception(text.En)
{
    public LocalText Text { get; } = text;

    public GroundPoint? At { get; } = at;
}
