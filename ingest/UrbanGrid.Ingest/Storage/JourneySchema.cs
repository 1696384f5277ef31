namespace UrbanGrid.Ingest.Storage;

/// <summary>Tables of journeys; names and columns are the same in SQLite and PostgreSQL, so that one can be copied to the other.</summary>
internal static class JourneySchema
{
    public const string Trips = "vehicle, start_at, end_at, open, from_lat, from_lon, to_lat, to_lon, distance_km, max_kmh, engine_s";
    public const string Stops = "vehicle, start_at, end_at, lat, lon, idle_s";
    public const string Days = "vehicle, date, distance_km, max_kmh, moving_s, idle_s, engine_s, trips, fuel_l, water_l";
    public const string Events = "vehicle, ts, kind, fence, lat, lon, speed_kmh";
    public const string Checkpoints = "vehicle, at, body";

    /// <summary>How a day is written.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    /// <summary>Tables of SQLite.</summary>
    public const string Sqlite = """
        CREATE TABLE IF NOT EXISTS vehicle_trips(vehicle TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, open INTEGER NOT NULL,
            from_lat REAL NOT NULL, from_lon REAL NOT NULL, to_lat REAL NOT NULL, to_lon REAL NOT NULL, distance_km REAL NOT NULL, max_kmh REAL NOT NULL,
            engine_s REAL NOT NULL, PRIMARY KEY(vehicle, start_at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS vehicle_stops(vehicle TEXT NOT NULL, start_at INTEGER NOT NULL, end_at INTEGER, lat REAL NOT NULL, lon REAL NOT NULL,
            idle_s REAL NOT NULL, PRIMARY KEY(vehicle, start_at)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS vehicle_days(vehicle TEXT NOT NULL, date TEXT NOT NULL, distance_km REAL NOT NULL, max_kmh REAL NOT NULL,
            moving_s REAL NOT NULL, idle_s REAL NOT NULL, engine_s REAL NOT NULL, trips INTEGER NOT NULL, fuel_l REAL, water_l REAL,
            PRIMARY KEY(vehicle, date)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS vehicle_events(vehicle TEXT NOT NULL, ts INTEGER NOT NULL, kind TEXT NOT NULL, fence TEXT NOT NULL, lat REAL NOT NULL,
            lon REAL NOT NULL, speed_kmh REAL, PRIMARY KEY(vehicle, ts, kind, fence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS vehicle_checkpoints(vehicle TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Tables of PostgreSQL, in the schema <c>ingest</c>.</summary>
    public const string Postgres = """
        CREATE TABLE ingest.vehicle_trips(vehicle text NOT NULL, start_at bigint NOT NULL, end_at bigint NOT NULL, open integer NOT NULL,
            from_lat double precision NOT NULL, from_lon double precision NOT NULL, to_lat double precision NOT NULL, to_lon double precision NOT NULL,
            distance_km double precision NOT NULL, max_kmh double precision NOT NULL, engine_s double precision NOT NULL, PRIMARY KEY(vehicle, start_at));
        CREATE TABLE ingest.vehicle_stops(vehicle text NOT NULL, start_at bigint NOT NULL, end_at bigint, lat double precision NOT NULL,
            lon double precision NOT NULL, idle_s double precision NOT NULL, PRIMARY KEY(vehicle, start_at));
        CREATE TABLE ingest.vehicle_days(vehicle text NOT NULL, date text NOT NULL, distance_km double precision NOT NULL, max_kmh double precision NOT NULL,
            moving_s double precision NOT NULL, idle_s double precision NOT NULL, engine_s double precision NOT NULL, trips integer NOT NULL,
            fuel_l double precision, water_l double precision, PRIMARY KEY(vehicle, date));
        CREATE TABLE ingest.vehicle_events(vehicle text NOT NULL, ts bigint NOT NULL, kind text NOT NULL, fence text NOT NULL, lat double precision NOT NULL,
            lon double precision NOT NULL, speed_kmh double precision, PRIMARY KEY(vehicle, ts, kind, fence));
        CREATE TABLE ingest.vehicle_checkpoints(vehicle text NOT NULL PRIMARY KEY, at bigint NOT NULL, body text NOT NULL);
        """;
}
