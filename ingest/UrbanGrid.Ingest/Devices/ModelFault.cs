namespace UrbanGrid.Ingest.Devices;

/// <summary>Something in a model's document that must be changed.</summary>
/// <param name="Path">Where, e.g. <c>$.rules[0].when[0].metric</c>.</param>
/// <param name="Message">What to change.</param>
public sealed record ModelFault(string Path, LocalName Message);

/// <summary>A model is refused for its faults.</summary>
public sealed class ModelRefusedException(IReadOnlyList<ModelFault> faults)
    : Exception(string.Join(" ", faults.Select(f => $"{f.Path}: {f.Message.En}")))
{
    /// <summary>All of them.</summary>
    public IReadOnlyList<ModelFault> Faults { get; } = faults;
}
