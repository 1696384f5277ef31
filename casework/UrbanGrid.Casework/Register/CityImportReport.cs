namespace UrbanGrid.Casework.Register;

/// <summary>What an import found, and whether it was done.</summary>
/// <param name="Imported">True: the city is now what the files say. False after a dry run, and when there are errors.</param>
/// <param name="Files">Files that were given; the others' tables stay as they are.</param>
/// <param name="Size">How much the city has, or would have; null when there are errors.</param>
/// <param name="ErrorCount">Errors; one refuses the whole import.</param>
/// <param name="Errors">The first hundred of them.</param>
/// <param name="WarningCount">What should be looked at and does not refuse the import.</param>
/// <param name="Warnings">The first hundred of them.</param>
public sealed record CityImportReport(
    bool Imported,
    IReadOnlyList<string> Files,
    CityImportResult? Size,
    int ErrorCount,
    IReadOnlyList<CityImportFault> Errors,
    int WarningCount,
    IReadOnlyList<CityImportFault> Warnings);
