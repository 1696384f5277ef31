using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>One thing to change in a city's files.</summary>
/// <param name="Kind">One of <see cref="CityFaultKind"/>.</param>
/// <param name="File">File name.</param>
/// <param name="Where">e.g. <c>line 12</c> or <c>feature 3</c>; empty for the whole file.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record CityImportFault(string Kind, string File, string Where, LocalText Message)
{
    /// <summary>Where it is on the ground, if it is at one place.</summary>
    public GroundPoint? At { get; init; }

    /// <summary>How much ground it concerns, m², if it concerns ground.</summary>
    public double? AreaM2 { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        Where.Length == 0 ? $"{File}: {Message.En}" : $"{File}, {Where}: {Message.En}";
}
