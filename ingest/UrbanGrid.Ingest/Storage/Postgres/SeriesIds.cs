using Npgsql;

namespace UrbanGrid.Ingest.Storage.Postgres;

/// <summary>
/// Numbers of (device, metric). They are made in a transaction of their own, so that a number that is remembered exists
/// whatever becomes of the batch, and two hubs that meet a new metric at once agree on one.
/// </summary>
internal sealed class SeriesIds
{
    /// <summary>Beyond it the memory is emptied; the database still knows.</summary>
    private const int MaxRemembered = 2_000_000;

    private readonly Dictionary<(string Device, string Metric), int> _known = [];
    private readonly HashSet<(string Device, string Metric)> _wanted = [];

    /// <summary>Notes that a number will be needed.</summary>
    public void Want(string device, string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (!_known.ContainsKey((device, metric)))
        {
            _wanted.Add((device, metric));
        }
    }

    /// <summary>Number of a series that was wanted and resolved.</summary>
    public int this[string device, string metric] => _known[(device, metric)];

    /// <summary>Looks up, or makes, every number that is wanted.</summary>
    public async Task ResolveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_wanted.Count == 0)
        {
            return;
        }

        var wanted = _wanted.ToArray();
        string[] devices = [.. wanted.Select(w => w.Device)], metrics = [.. wanted.Select(w => w.Metric)];
        await Sql.RunAsync(
            connection,
            """
            INSERT INTO ingest.series(device, metric) SELECT w.device, w.metric FROM unnest($1::text[], $2::text[]) w(device, metric)
            WHERE NOT EXISTS(SELECT 1 FROM ingest.series s WHERE s.device = w.device AND s.metric = w.metric)
            ORDER BY w.device, w.metric ON CONFLICT DO NOTHING
            """,
            cancellationToken, devices, metrics);
        var found = await Sql.ListAsync(
            connection,
            "SELECT w.n, s.id FROM unnest($1::text[], $2::text[]) WITH ORDINALITY w(device, metric, n) JOIN ingest.series s USING (device, metric)",
            r => (Index: r.GetInt64(0) - 1, Id: r.GetInt32(1)), cancellationToken, devices, metrics);
        if (_known.Count + found.Count > MaxRemembered)
        {
            throw new InvalidOperationException($"More than {MaxRemembered} series in one batch.");
        }

        foreach (var (index, id) in found)
        {
            _known[wanted[index]] = id;
        }

        _wanted.Clear();
    }

    /// <summary>Forgets what is only wanted, and everything if it has become too much or may be wrong.</summary>
    public void Forget(bool all)
    {
        _wanted.Clear();
        if (all || _known.Count > MaxRemembered / 2)
        {
            _known.Clear();
        }
    }
}
