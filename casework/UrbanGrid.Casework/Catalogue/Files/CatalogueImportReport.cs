using UrbanGrid.Casework.Catalogue.Versions;

namespace UrbanGrid.Casework.Catalogue.Files;

/// <summary>What taking files in found, and whether it was done.</summary>
/// <param name="Imported">True: the draft is now what the files say. False after a dry run, and when there are errors.</param>
/// <param name="Files">Files that were given.</param>
/// <param name="ErrorCount">Errors; one refuses everything.</param>
/// <param name="Errors">The first hundred of them.</param>
/// <param name="Warnings">What should be looked at and does not refuse it.</param>
/// <param name="Changes">What changes, or would change, in the draft; nothing when there are errors.</param>
public sealed record CatalogueImportReport(
    bool Imported, IReadOnlyList<string> Files, int ErrorCount, IReadOnlyList<CatalogueFileFault> Errors, IReadOnlyList<CatalogueFileFault> Warnings,
    IReadOnlyList<CatalogueChange> Changes)
{
    internal const int Most = 100;
}

/// <summary>One thing to change in a file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Line">Line of it, the header is 1; null: the whole file.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record CatalogueFileFault(string File, long? Line, LocalText Message);
