using Microsoft.EntityFrameworkCore;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Alarms;

/// <summary>
/// Lists and counts alarms, newest first. SQLite keeps no statistics and takes any equality for the narrowest, so the query
/// itself says which index leads: of a few devices, else of what is open, else of one rule, model or severity, else of time.
/// A filter that must not lead is written as an expression that no index serves (<c>column || ''</c>).
/// </summary>
public sealed class AlarmList(IDbContextFactory<HubDb> databases, DeviceRegistry devices)
{
    /// <summary>Devices up to which their own alarms are gathered; of more devices some alarm is soon found by time.</summary>
    private const int FewDevices = 500;

    /// <summary>A page, and one alarm more if there are more.</summary>
    public async Task<IReadOnlyList<AlarmRecord>> ReadAsync(AlarmQuery query, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await Matching(db, query).Take(query.Limit + 1).ToListAsync(cancellationToken);
    }

    /// <summary>How many alarms are open, by what matters.</summary>
    public async Task<AlarmCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var groups = await db.Set<AlarmRecord>().Where(a => a.ClearedAt == null)
            .GroupBy(a => new { a.Severity, Acknowledged = a.AcknowledgedAt != null, Suppressed = a.SuppressedReason != null })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        int Of(string severity) => groups.Where(g => g.Key.Severity == severity).Sum(g => g.Count);
        return new AlarmCounts(
            groups.Where(g => !g.Key.Acknowledged).Sum(g => g.Count), groups.Where(g => g.Key.Acknowledged).Sum(g => g.Count),
            Of("critical"), Of("major"), Of("minor"), groups.Where(g => g.Key.Suppressed).Sum(g => g.Count));
    }

    /// <summary>The query of a page, for whoever wants to see how it is carried out.</summary>
    public IQueryable<AlarmRecord> Matching(HubDb db, AlarmQuery query)
    {
        var alarms = db.Set<AlarmRecord>().AsNoTracking();
        alarms = query.State switch
        {
            "open" => alarms.Where(a => a.ClearedAt == null),
            "active" => alarms.Where(a => a.ClearedAt == null && a.AcknowledgedAt == null),
            "acknowledged" => alarms.Where(a => a.ClearedAt == null && a.AcknowledgedAt != null),
            "cleared" => alarms.Where(a => a.ClearedAt != null),
            _ => alarms,
        };
        alarms = ByKeys(alarms, query);
        if (query.From is { } from)
        {
            alarms = alarms.Where(a => a.RaisedAt >= from);
        }

        if (query.To is { } to)
        {
            alarms = alarms.Where(a => a.RaisedAt < to);
        }

        if (query.After is (var raisedAt, var id))
        {
#pragma warning disable CA1309 // The database compares, in the order in which it sorts.
            alarms = alarms.Where(a => a.RaisedAt <= raisedAt && (a.RaisedAt < raisedAt || string.Compare(a.Id, id) < 0));
#pragma warning restore CA1309
        }

        return alarms.OrderByDescending(a => a.RaisedAt).ThenByDescending(a => a.Id);
    }

    private IQueryable<AlarmRecord> ByKeys(IQueryable<AlarmRecord> alarms, AlarmQuery query)
    {
        var led = query.OpenOnly;
        if (query.Device is { } device)
        {
            alarms = alarms.Where(a => a.DeviceId == device);
            led = true;
        }

        if (query.Words is { Length: > 0 } words)
        {
            var ids = DevicesOf(words);
            var leads = !led && ids.Count <= FewDevices;
            alarms = leads ? alarms.Where(a => EF.Parameter(ids).Contains(a.DeviceId)) : alarms.Where(a => EF.Parameter(ids).Contains(a.DeviceId + ""));
            led |= leads;
        }

        if (query.Rule is { } rule)
        {
            alarms = led ? alarms.Where(a => a.Rule + "" == rule) : alarms.Where(a => a.Rule == rule);
            led = true;
        }

        if (query.Model is { } model)
        {
            alarms = led ? alarms.Where(a => a.Model + "" == model) : alarms.Where(a => a.Model == model);
            led = true;
        }

        return query.Severity is not { } severity ? alarms
            : led ? alarms.Where(a => a.Severity + "" == severity)
            : alarms.Where(a => a.Severity == severity);
    }

    /// <summary>Devices the words name; one that is registered no more is named by its id.</summary>
    private List<string> DevicesOf(string words) =>
    [
        words,
        .. devices.List().Where(d => d.Id.Contains(words, StringComparison.OrdinalIgnoreCase)
            || d.Name.Zh.Contains(words, StringComparison.OrdinalIgnoreCase)
            || d.Name.En.Contains(words, StringComparison.OrdinalIgnoreCase)
            || d.ComponentCode == words).Select(d => d.Id),
    ];
}
