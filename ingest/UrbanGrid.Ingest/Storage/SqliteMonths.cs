namespace UrbanGrid.Ingest.Storage;

/// <summary>The months' files in a folder.</summary>
internal static class SqliteMonths
{
    /// <summary>Every file, oldest month first.</summary>
    public static IReadOnlyList<(Month Month, string Path)> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "telemetry-*.db")
            .Select(file => (Ok: Month.TryParse(file, out var month), Month: month, Path: file))
            .Where(f => f.Ok).Select(f => (f.Month, f.Path)).OrderBy(f => f.Month)];
}
