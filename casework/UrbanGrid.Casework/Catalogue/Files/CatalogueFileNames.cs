namespace UrbanGrid.Casework.Catalogue.Files;

/// <summary>Files that a catalogue is given out and taken in as.</summary>
public static class CatalogueFileNames
{
    /// <summary>One class a line.</summary>
    public const string Classes = "classes.csv";

    /// <summary>One filing condition a line, the usual one of a class first.</summary>
    public const string Conditions = "conditions.csv";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Classes, Conditions];
}
