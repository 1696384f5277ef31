namespace UrbanGrid.Casework.Catalogue.Uses;

/// <summary>Something that works by the code of a class.</summary>
/// <param name="Kind">case, component, responsibility, camera, device_model or filing_policy.</param>
/// <param name="Code">The code; of a responsibility also <c>event/01*</c>.</param>
/// <param name="Name">Who or what it is.</param>
public sealed record ClassUse(string Kind, string Code, LocalText Name)
{
    /// <summary>How many of them there are.</summary>
    public int Count { get; init; } = 1;

    /// <summary>True for detectors and device models: their code is one of <see cref="CodeScheme.OfDevices"/>, and they file new cases,
    /// so that their class must not be switched off either.</summary>
    public bool IsDevice { get; init; }

    /// <summary>What the code means in a catalogue; null: nothing, or nothing that can be filed.</summary>
    internal string? MeaningIn(CaseCatalogue catalogue)
    {
        if (IsDevice)
        {
            return catalogue.FindForDevice(Code) is { IsOff: false } ? Code : null;
        }

        var prefix = Code.TrimEnd('*');
        return prefix.Length == Code.Length ? catalogue.Find(Code)?.Name.Zh
            : catalogue.All.FirstOrDefault(c => c.Code.StartsWith(prefix, StringComparison.Ordinal)) is not { } first ? null
            : prefix.Any(char.IsAsciiDigit) ? first.Major.Zh
            : "";
    }
}
