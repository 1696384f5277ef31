namespace UrbanGrid.Ingest.Sessions;

/// <summary>Tables of the session file.</summary>
internal static class SessionFile
{
    /// <summary>What makes them.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS sessions(client TEXT PRIMARY KEY, owner TEXT, expiry INTEGER NOT NULL, disconnected INTEGER) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS subscriptions(client TEXT NOT NULL, filter TEXT NOT NULL, options INTEGER NOT NULL, identifier INTEGER NOT NULL,
            PRIMARY KEY(client, filter)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS deliveries(client TEXT NOT NULL, sequence INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB, properties BLOB,
            published_qos INTEGER NOT NULL, published_retain INTEGER NOT NULL, sender TEXT, expires INTEGER,
            qos INTEGER NOT NULL, retain INTEGER NOT NULL, identifiers TEXT, packet INTEGER NOT NULL DEFAULT 0, received INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY(client, sequence)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS receipts(client TEXT NOT NULL, packet INTEGER NOT NULL, PRIMARY KEY(client, packet)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS retained(topic TEXT PRIMARY KEY, payload BLOB, properties BLOB, qos INTEGER NOT NULL, sender TEXT, expires INTEGER) WITHOUT ROWID;
        """;
}
