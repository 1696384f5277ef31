namespace UrbanGrid.Casework.Register;

/// <summary>A city's files have faults; nothing of them was imported.</summary>
/// <param name="faults">At least one; at most the first hundred.</param>
public sealed class CityImportException(IReadOnlyList<CityImportFault> faults)
    : Exception($"The city was not imported: {string.Join("; ", faults.Take(3))}"
        + (faults.Count > 3 ? $"; and {faults.Count - 3} more." : "."))
{
    /// <summary>What to change.</summary>
    public IReadOnlyList<CityImportFault> Faults { get; } = faults;
}
