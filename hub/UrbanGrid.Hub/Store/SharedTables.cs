using Microsoft.EntityFrameworkCore;

namespace UrbanGrid.Hub.Store;

/// <summary>
/// The change feed of a PostgreSQL that several hubs share: a trigger on each table below sends <c>NOTIFY</c> as a part of
/// the transaction that changed a row. So nothing committed goes untold, whichever part of a hub wrote it, and nothing is
/// told that was not committed.
/// </summary>
public static class SharedTables
{
    /// <summary>Name of the channel; the text of a notification is <c>kind key hub</c>.</summary>
    public const string Channel = "urbangrid_changes";

    /// <summary>Table, what a change of it is called, and the column that says which one changed.</summary>
    private static readonly (string Table, string Kind, string Key)[] Told =
    [
        ("cases", ChangeKind.Case, "number"),
        ("incidents", ChangeKind.Incident, "Id"),
        ("devices", ChangeKind.Device, "id"),
        ("camera_zones", ChangeKind.Zones, "CameraId"),
        ("camera_covers", ChangeKind.Covers, "CameraId"),
        ("AspNetUsers", ChangeKind.Person, "Id"),
        ("alarm_register", ChangeKind.Alarm, "Id"),
        ("register_log", ChangeKind.Register, "position"),
        ("device_commands", ChangeKind.Command, "Id"),
        ("geofences", ChangeKind.Geofence, "id"),
    ];

    /// <summary>Makes the triggers that are missing; for SQLite there is nobody to tell.</summary>
    /// <param name="databases">After all migrations.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task InstallAsync(IDbContextFactory<HubDb> databases, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!db.Database.IsNpgsql())
        {
            return;
        }

        await db.Database.ExecuteSqlRawAsync(
            $$"""
            create or replace function urbangrid_tell() returns trigger language plpgsql as $body$
            begin
                perform pg_notify('{{Channel}}', tg_argv[0] || ' ' || (to_jsonb(coalesce(new, old)) ->> tg_argv[1]) || ' '
                    || current_setting('application_name'));
                return null;
            end
            $body$
            """,
            cancellationToken);
        foreach (var (table, kind, key) in Told)
        {
#pragma warning disable EF1002 // Names of the table above.
            await db.Database.ExecuteSqlRawAsync(
                $"""
                do $body$ begin
                    if not exists (select from pg_trigger where tgrelid = '"{table}"'::regclass and tgname = 'urbangrid_tell_{kind}') then
                        create trigger urbangrid_tell_{kind} after insert or update or delete on "{table}"
                        for each row execute function urbangrid_tell('{kind}', '{key}');
                    end if;
                end $body$
                """,
                cancellationToken);
#pragma warning restore EF1002
        }
    }
}
