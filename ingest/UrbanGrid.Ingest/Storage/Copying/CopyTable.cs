namespace UrbanGrid.Ingest.Storage.Copying;

/// <summary>One table that is copied, in slices by its key.</summary>
/// <param name="Name">Name in both databases.</param>
/// <param name="KeyLength">How many of the first columns are the key.</param>
/// <param name="HasTime">Whether its rows belong to the month of their <c>ts</c>.</param>
/// <param name="Columns">All columns, key first.</param>
internal sealed record CopyTable(string Name, int KeyLength, bool HasTime, params CopyColumn[] Columns)
{
    /// <summary>Tables of a month's file.</summary>
    public static readonly CopyTable[] OfMonth =
    [
        new("telemetry", 2, true, new("series", "integer"), new("ts", "bigint"), new("value", "double precision"), new("text", "text")),
        new("positions", 2, true, new("device", "text"), new("ts", "bigint"), new("lat", "double precision"), new("lon", "double precision"),
            new("speed", "double precision"), new("course", "double precision"), new("altitude", "double precision"), new("hdop", "double precision"),
            new("attributes", "text")),
        new("events", 3, true, new("device", "text"), new("ts", "bigint"), new("type", "text"), new("data", "text")),
    ];

    /// <summary>Tables of the notes' file.</summary>
    public static readonly CopyTable[] OfNotes =
    [
        new("alarms", 1, false, new("id", "text"), new("device", "text"), new("raised_at", "bigint"), new("cleared_at", "bigint"), new("body", "text")),
        new("backgrounds", 2, false, new("device", "text"), new("metric", "text"), new("value", "double precision")),
        new("dead_letters", 1, false, new("id", "bigint", Inserted: false), new("device", "text"), new("received_at", "bigint"), new("topic", "text"), new("reason", "text"),
            new("detail", "text"), new("refused", "integer"), new("size", "bigint"), new("payload", "bytea")),
    ];

    /// <summary>Tables of the vehicles' file.</summary>
    public static readonly CopyTable[] OfVehicles =
    [
        new("vehicle_trips", 2, false, new("vehicle", "text"), new("start_at", "bigint"), new("end_at", "bigint"), new("open", "integer"),
            new("from_lat", "double precision"), new("from_lon", "double precision"), new("to_lat", "double precision"), new("to_lon", "double precision"),
            new("distance_km", "double precision"), new("max_kmh", "double precision"), new("engine_s", "double precision")),
        new("vehicle_stops", 2, false, new("vehicle", "text"), new("start_at", "bigint"), new("end_at", "bigint"), new("lat", "double precision"),
            new("lon", "double precision"), new("idle_s", "double precision")),
        new("vehicle_days", 2, false, new("vehicle", "text"), new("date", "text"), new("distance_km", "double precision"), new("max_kmh", "double precision"),
            new("moving_s", "double precision"), new("idle_s", "double precision"), new("engine_s", "double precision"), new("trips", "integer"),
            new("fuel_l", "double precision"), new("water_l", "double precision")),
        new("vehicle_events", 4, false, new("vehicle", "text"), new("ts", "bigint"), new("kind", "text"), new("fence", "text"), new("lat", "double precision"),
            new("lon", "double precision"), new("speed_kmh", "double precision")),
        new("vehicle_checkpoints", 1, false, new("vehicle", "text"), new("at", "bigint"), new("body", "text")),
    ];

    /// <summary>Whether the source keeps it in blocks (<see cref="TrackSource"/>).</summary>
    public bool IsTrack => Name == "positions";

    /// <summary>The next rows after a key (<c>$k0</c> …), at most <c>$limit</c>; from the beginning without one.</summary>
    public string Select(bool afterKey)
    {
        var keys = string.Join(", ", Columns.Take(KeyLength).Select(c => c.Name));
        var where = afterKey ? $"WHERE ({keys}) > ({string.Join(", ", Enumerable.Range(0, KeyLength).Select(i => $"$k{i}"))}) " : "";
        return $"SELECT {string.Join(", ", Columns.Select(c => c.Name))} FROM {Name} {where}ORDER BY {keys} LIMIT $limit";
    }

    /// <summary>Inserts rows given as arrays; those that are there stay as they are.</summary>
    public string Insert()
    {
        var inserted = Columns.Where(c => c.Inserted).ToArray();
        var names = string.Join(", ", inserted.Select(c => c.Name));
        return $"INSERT INTO ingest.{Name}({names}) SELECT * FROM unnest({string.Join(", ", inserted.Select((c, i) => $"${i + 1}::{c.Type}[]"))}) ON CONFLICT DO NOTHING";
    }
}
