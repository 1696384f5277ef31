using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// The devices that may speak to the hub. Reads come from memory, so that a city whose devices reconnect together does not
/// queue at the database; changes go to the database first.
/// </summary>
public sealed class DeviceRegistry : IDisposable
{
    /// <summary>Rows one query asks for by id; below what every database takes as parameters.</summary>
    private const int ChunkRows = 500;

    private static readonly string[] Reserved = ["hub", "provision"];

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly DeviceModels _models;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _change = new(1, 1);
    private readonly RegistryIndex _index = new();
    private readonly RegistryNews _news = new();
    private volatile bool _open;

    internal DeviceRegistry(IDbContextFactory<RegistryDb> databases, DeviceModels models, TimeProvider time) =>
        (_databases, _models, _time) = (databases, models, time);

    /// <summary>Raised after a device was created or changed; must return at once.</summary>
    public event Action<Device>? Changed;

    /// <summary>Raised after a device was deleted; must return at once.</summary>
    public event Action<Device>? Removed;

    /// <summary>Devices registered.</summary>
    public int Count => _index.Count;

    /// <summary>All devices by id, as they are now; costs nothing.</summary>
    public IReadOnlyList<Device> All => _index.Sorted;

    /// <summary>Brings the tables up to date and reads the devices; doing it twice changes nothing.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_open)
        {
            return;
        }

        await _change.WaitAsync(cancellationToken);
        try
        {
            if (!_open)
            {
                await LoadAsync(cancellationToken);
                _open = true;
            }
        }
        finally
        {
            _change.Release();
        }
    }

    /// <summary>A device; null if it is not registered.</summary>
    public Device? Find(string id) => _index.Find(id);

    /// <summary>The device whose token this is; null if it is nobody's. One look-up by the token's hash.</summary>
    public Device? FindByToken(ReadOnlySpan<byte> token) => _index.FindByToken(TokenHash.OfToken(token));

    /// <summary>Devices in order of their ids, e.g. one page of the device list.</summary>
    /// <param name="after">Id after which the page begins; null for the first page.</param>
    /// <param name="limit">Longest page.</param>
    public IReadOnlyList<Device> List(string? after = null, int limit = int.MaxValue)
    {
        var all = All;
        return after is null && limit >= all.Count ? all : [.. From(after).Take(limit)];
    }

    /// <summary>Devices in order of their ids, from the one that comes after <paramref name="after"/>.</summary>
    public IEnumerable<Device> From(string? after)
    {
        var all = All;
        for (var i = after is null ? 0 : RegistryIndex.After(all, after); i < all.Count; i++)
        {
            yield return all[i];
        }
    }

    /// <summary>Registers a device and issues its token.</summary>
    /// <exception cref="DeviceRefusedException">Id or model is not valid, or the id is taken.</exception>
    public async Task<IssuedDevice> CreateAsync(Device device, CancellationToken cancellationToken)
    {
        Check(device);
        var token = DeviceToken.Create();
        var created = await ChangeAsync(
            async database =>
            {
                RequireFree(device.Id);
                var row = DeviceRow.Of(device, DeviceToken.Hash(token), Now());
                await database.Devices.AddAsync(row, cancellationToken);
                return row;
            },
            cancellationToken);
        return new IssuedDevice(created, token);
    }

    /// <summary>Replaces everything about a device but its id and its token.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered, or the new model is not valid.</exception>
    public Task<Device> UpdateAsync(Device device, CancellationToken cancellationToken)
    {
        Check(device);
        return ChangeAsync(
            async database =>
            {
                var row = await RowAsync(database, device.Id, cancellationToken);
                row.Take(device, Now());
                return row;
            },
            cancellationToken);
    }

    /// <summary>Registers and changes many devices in one transaction: all of them, or none.</summary>
    /// <returns>The new ones with their tokens, in the order given.</returns>
    /// <exception cref="DeviceRefusedException">One of them cannot be; nothing was changed.</exception>
    public async Task<IReadOnlyList<IssuedDevice>> ApplyAsync(
        IReadOnlyList<Device> created, IReadOnlyList<Device> updated, CancellationToken cancellationToken)
    {
        foreach (var device in created.Concat(updated))
        {
            Check(device);
        }

        var tokens = created.Select(_ => DeviceToken.Create()).ToList();
        var changed = await ChangeAllAsync(
            async database =>
            {
                database.ChangeTracker.AutoDetectChangesEnabled = false;
                var now = Now();
                var rows = new List<DeviceRow>(created.Count + updated.Count);
                foreach (var (device, token) in created.Zip(tokens))
                {
                    RequireFree(device.Id);
                    rows.Add(DeviceRow.Of(device, DeviceToken.Hash(token), now));
                }

                database.Devices.AddRange(rows);
                foreach (var chunk in updated.Chunk(ChunkRows))
                {
                    var ids = chunk.Select(d => d.Id).ToList();
                    var known = await database.Devices.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
                    foreach (var device in chunk)
                    {
                        var row = known.GetValueOrDefault(device.Id) ?? throw Unknown(device.Id);
                        row.Take(device, now);
                        rows.Add(row);
                    }
                }

                database.ChangeTracker.DetectChanges();
                return rows;
            },
            cancellationToken);
        return [.. changed.Take(created.Count).Zip(tokens, (device, token) => new IssuedDevice(device, token))];
    }

    /// <summary>Lets a device in, or shuts it out; its open session is closed.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered.</exception>
    public Task<Device> SetEnabledAsync(string id, bool enabled, CancellationToken cancellationToken) =>
        Find(id) is { } device ? UpdateAsync(device with { Enabled = enabled }, cancellationToken) : throw Unknown(id);

    /// <summary>Changes some attributes; one that is null is removed. What is not named stays.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered.</exception>
    public Task<Device> SetAttributesAsync(
        string id, IReadOnlyDictionary<string, JsonElement?> attributes, CancellationToken cancellationToken) => ChangeAsync(
            async database =>
            {
                var row = await RowAsync(database, id, cancellationToken);
                row.Merge(attributes, Now());
                return row;
            },
            cancellationToken);

    /// <summary>Issues a new token; the old one stops working at once.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered.</exception>
    public async Task<string> RotateTokenAsync(string id, CancellationToken cancellationToken)
    {
        var token = DeviceToken.Create();
        await ChangeAsync(
            async database =>
            {
                var row = await RowAsync(database, id, cancellationToken);
                row.TokenHash = DeviceToken.Hash(token);
                row.UpdatedAt = Now();
                return row;
            },
            cancellationToken);
        return token;
    }

    /// <summary>Forgets a device; its observations stay until their retention ends. Returns whether there was one.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await _change.WaitAsync(cancellationToken);
        Device? removed;
        try
        {
            removed = Find(id);
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            await database.Devices.Where(d => d.Id == id).ExecuteDeleteAsync(cancellationToken);
            _index.Remove(id);
        }
        finally
        {
            _change.Release();
        }

        if (removed is not null)
        {
            Removed?.Invoke(removed);
        }

        return removed is not null;
    }

    /// <summary>Takes over what another hub changed about a device, or about all of them.</summary>
    /// <param name="id">The device; null if it is not known which ones changed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Devices whose token is another one than before; their sessions must end.</returns>
    public async Task<IReadOnlyList<string>> RefreshAsync(string? id, CancellationToken cancellationToken)
    {
        List<(Device Device, TokenHash Token)> changed;
        List<Device> removed;
        List<string> renewed;
        await _change.WaitAsync(cancellationToken);
        try
        {
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            (changed, removed) = await _news.ReadAsync(database, _index, id, Now(), cancellationToken);
            renewed = [.. changed.Where(c => _index.TokenOf(c.Device.Id) is { } known && known != c.Token).Select(c => c.Device.Id)];
            if (changed.Count > 0)
            {
                _index.Set(changed);
            }

            removed.ForEach(d => _index.Remove(d.Id));
        }
        finally
        {
            _change.Release();
        }

        changed.ForEach(c => Changed?.Invoke(c.Device));
        removed.ForEach(d => Removed?.Invoke(d));
        return renewed;
    }

    /// <summary>Whether a device presents its token; compares in constant time, also for a device that does not exist.</summary>
    public bool TokenMatches(string id, ReadOnlySpan<byte> token)
    {
        var known = _index.TokenOf(id);
        return (known ?? default).MatchesInConstantTime(TokenHash.OfToken(token)) && known is not null;
    }

    /// <summary>The code a vehicle terminal of this device is given at its registration; null if there is no such device.</summary>
    internal string? TerminalCodeOf(string id) => _index.TokenOf(id) is { } token ? TerminalCode.Of(token) : null;

    /// <summary>Whether a terminal presents its code, or its device's token; compares in constant time.</summary>
    internal bool TerminalCodeMatches(string id, ReadOnlySpan<byte> presented)
    {
        var known = _index.TokenOf(id);
        var isCode = TokenHash.OfToken(Encoding.UTF8.GetBytes(TerminalCode.Of(known ?? default))).MatchesInConstantTime(TokenHash.OfToken(presented));
        return (isCode | TokenMatches(id, presented)) && known is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _change.Dispose();

    private static async Task<DeviceRow> RowAsync(RegistryDb database, string id, CancellationToken cancellationToken) =>
        await database.Devices.FindAsync([id], cancellationToken) ?? throw Unknown(id);

    private static DeviceRefusedException Unknown(string id) => new($"There is no device {id}.");

    private void RequireFree(string id)
    {
        if (Find(id) is not null)
        {
            throw new DeviceRefusedException($"Device {id} exists already; choose another id.");
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        var devices = new List<(Device, TokenHash)>();
        await foreach (var row in database.Devices.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            devices.Add((row.ToDevice(), TokenHash.Of(row.TokenHash)));
        }

        _index.Set(devices);
        _news.AllRead(Now());
    }

    private async Task<Device> ChangeAsync(Func<RegistryDb, Task<DeviceRow>> change, CancellationToken cancellationToken) =>
        (await ChangeAllAsync(async database => [await change(database)], cancellationToken))[0];

    private async Task<IReadOnlyList<Device>> ChangeAllAsync(Func<RegistryDb, Task<List<DeviceRow>>> change, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await _change.WaitAsync(cancellationToken);
        List<(Device Device, TokenHash Token)> changed;
        try
        {
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            var rows = await change(database);
            await SaveAsync(database, cancellationToken);
            changed = [.. rows.Select(r => (r.ToDevice(), TokenHash.Of(r.TokenHash)))];
            _index.Set(changed);
        }
        finally
        {
            _change.Release();
        }

        foreach (var (device, _) in changed)
        {
            Changed?.Invoke(device);
        }

        return [.. changed.Select(c => c.Device)];
    }

    /// <summary>An id that another hub took a moment ago is refused as one that is known here.</summary>
    private static async Task SaveAsync(RegistryDb database, CancellationToken cancellationToken)
    {
        var added = database.ChangeTracker.Entries<DeviceRow>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Id).ToList();
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (added.Count > 0)
        {
            database.ChangeTracker.Clear();
            if (await database.Devices.Where(d => added.Contains(d.Id)).Select(d => d.Id).FirstOrDefaultAsync(cancellationToken) is not { } taken)
            {
                throw;
            }

            throw new DeviceRefusedException($"Device {taken} exists already; choose another id.");
        }
    }

    private void Check(Device device)
    {
        if (!DeviceId.IsValid(device.Id))
        {
            throw new DeviceRefusedException($"A device id has 1 to {DeviceId.MaxLength} letters, digits, '-', '_' or '.'.");
        }

        if (_models.Find(device.Model) is null)
        {
            var known = string.Join(", ", _models.All.Select(m => m.Key).Order(StringComparer.Ordinal));
            throw new DeviceRefusedException($"There is no device model '{device.Model}'; choose one of: {known}.");
        }

        if (Reserved.Contains(device.Id))
        {
            throw new DeviceRefusedException($"The id '{device.Id}' is taken by the hub itself; choose another.");
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
