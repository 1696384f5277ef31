namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>
/// Tables of tracks in a month's file. <c>track_inbox</c> has one row for each commit, so that ten thousand vehicles cost one
/// page and not ten thousand; <c>track_blocks</c> has what one vehicle sent in a part of an hour.
/// </summary>
internal static class TrackTables
{
    /// <summary>No block reaches over the border of one.</summary>
    public const long HourMs = 3_600_000;

    public const string Schema = """
        CREATE TABLE IF NOT EXISTS vehicles(id INTEGER PRIMARY KEY, device TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS attribute_names(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE IF NOT EXISTS track_inbox(id INTEGER PRIMARY KEY AUTOINCREMENT, data BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS track_blocks(vehicle INTEGER NOT NULL, begin INTEGER NOT NULL, serial INTEGER NOT NULL, finish INTEGER NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(vehicle, begin, serial)) WITHOUT ROWID;
        """;
}
