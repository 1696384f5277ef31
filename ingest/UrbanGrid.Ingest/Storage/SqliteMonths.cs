using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Storage;

/// <summary>The months' files in a folder.</summary>
internal static class SqliteMonths
{
    /// <summary>Every file, oldest month first.</summary>
    public static IReadOnlyList<(Month Month, string Path)> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, "telemetry-*.db")
            .Select(file => (Ok: Month.TryParse(file, out var month), Month: month, Path: file))
            .Where(f => f.Ok).Select(f => (f.Month, f.Path)).OrderBy(f => f.Month)];

    /// <summary>Months whose file must be opened by its writer before tracks can be read from it.</summary>
    public static IReadOnlyList<Month> WantingWriter(string folder)
    {
        var wanting = new List<Month>();
        foreach (var (month, path) in In(folder))
        {
            using var connection = SqliteFile.OpenReader(path);
            if (TrackFile.WantsWriter(connection))
            {
                wanting.Add(month);
            }
        }

        return wanting;
    }
}
