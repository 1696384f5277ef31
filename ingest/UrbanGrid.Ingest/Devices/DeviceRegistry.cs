using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// The devices that may speak to the hub. Reads come from memory, so that a city whose devices reconnect together does not
/// queue at the database; changes go to the database first.
/// </summary>
public sealed class DeviceRegistry : IDisposable
{
    /// <summary>Compared with where there is no device, so that asking for an unknown id takes as long.</summary>
    private static readonly byte[] Nobody = new byte[32];

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly DeviceModels _models;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _change = new(1, 1);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private volatile bool _open;

    internal DeviceRegistry(IDbContextFactory<RegistryDb> databases, DeviceModels models, TimeProvider time) =>
        (_databases, _models, _time) = (databases, models, time);

    /// <summary>Raised after a device was created or changed; must return at once.</summary>
    public event Action<Device>? Changed;

    /// <summary>Devices registered.</summary>
    public int Count => _entries.Count;

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
    public Device? Find(string id) => _entries.TryGetValue(id, out var entry) ? entry.Device : null;

    /// <summary>Devices in order of their ids, e.g. one page of the device list.</summary>
    /// <param name="after">Id after which the page begins; null for the first page.</param>
    /// <param name="limit">Longest page.</param>
    public IReadOnlyList<Device> List(string? after = null, int limit = int.MaxValue) =>
        [.. _entries.Values.Select(e => e.Device).Where(d => after is null || string.CompareOrdinal(d.Id, after) > 0)
            .OrderBy(d => d.Id, StringComparer.Ordinal).Take(limit)];

    /// <summary>Registers a device and issues its token.</summary>
    /// <exception cref="DeviceRefusedException">Id or model is not valid, or the id is taken.</exception>
    public async Task<IssuedDevice> CreateAsync(Device device, CancellationToken cancellationToken)
    {
        Check(device);
        var token = DeviceToken.Create();
        await ChangeAsync(
            async database =>
            {
                if (_entries.ContainsKey(device.Id))
                {
                    throw new DeviceRefusedException($"Device {device.Id} exists already; choose another id.");
                }

                var now = Now();
                var row = new DeviceRow
                {
                    Id = device.Id, Model = "", NameZh = "", NameEn = "", Attributes = "{}", TokenHash = DeviceToken.Hash(token), CreatedAt = now,
                };
                row.Take(device, now);
                await database.Devices.AddAsync(row, cancellationToken);
                return row;
            },
            cancellationToken);
        return new IssuedDevice(device, token);
    }

    /// <summary>Replaces everything about a device but its id and its token.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered, or the new model is not valid.</exception>
    public async Task<Device> UpdateAsync(Device device, CancellationToken cancellationToken)
    {
        Check(device);
        await ChangeAsync(
            async database =>
            {
                var row = await RowAsync(database, device.Id, cancellationToken);
                row.Take(device, Now());
                return row;
            },
            cancellationToken);
        return device;
    }

    /// <summary>Lets a device in, or shuts it out; its open session is closed.</summary>
    /// <exception cref="DeviceRefusedException">It is not registered.</exception>
    public Task<Device> SetEnabledAsync(string id, bool enabled, CancellationToken cancellationToken) =>
        Find(id) is { } device
            ? UpdateAsync(device with { Enabled = enabled }, cancellationToken)
            : throw new DeviceRefusedException($"There is no device {id}.");

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

    /// <summary>Whether a device presents its token; compares in constant time, also for a device that does not exist.</summary>
    public bool TokenMatches(string id, ReadOnlySpan<byte> token)
    {
        var known = _entries.TryGetValue(id, out var entry);
        return DeviceToken.Matches(known ? entry!.TokenHash : Nobody, token) && known;
    }

    /// <summary>Takes over what another hub changed about a device, or about all of them.</summary>
    /// <param name="id">The device; null if it is not known which ones changed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Devices whose token is another one than before; their sessions must end.</returns>
    public async Task<IReadOnlyList<string>> RefreshAsync(string? id, CancellationToken cancellationToken)
    {
        List<Device> changed = [];
        List<string> newTokens = [];
        await _change.WaitAsync(cancellationToken);
        try
        {
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            var rows = await database.Devices.AsNoTracking().Where(d => id == null || d.Id == id).ToListAsync(cancellationToken);
            foreach (var row in rows)
            {
                _entries.TryGetValue(row.Id, out var known);
                if (id is null && known is not null && known.UpdatedAt == row.UpdatedAt && known.TokenHash.AsSpan().SequenceEqual(row.TokenHash))
                {
                    continue;
                }

                _entries[row.Id] = EntryOf(row);
                changed.Add(row.ToDevice());
                if (known is not null && !known.TokenHash.AsSpan().SequenceEqual(row.TokenHash))
                {
                    newTokens.Add(row.Id);
                }
            }
        }
        finally
        {
            _change.Release();
        }

        changed.ForEach(device => Changed?.Invoke(device));
        return newTokens;
    }

    /// <inheritdoc/>
    public void Dispose() => _change.Dispose();

    private static async Task<DeviceRow> RowAsync(RegistryDb database, string id, CancellationToken cancellationToken) =>
        await database.Devices.FindAsync([id], cancellationToken) ?? throw new DeviceRefusedException($"There is no device {id}.");

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        await foreach (var row in database.Devices.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            _entries[row.Id] = EntryOf(row);
        }
    }

    private async Task ChangeAsync(Func<RegistryDb, Task<DeviceRow>> change, CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        await _change.WaitAsync(cancellationToken);
        Device changed;
        try
        {
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            var row = await change(database);
            await SaveAsync(database, row, cancellationToken);
            changed = row.ToDevice();
            _entries[row.Id] = EntryOf(row);
        }
        finally
        {
            _change.Release();
        }

        Changed?.Invoke(changed);
    }

    private static async Task SaveAsync(RegistryDb database, DeviceRow row, CancellationToken cancellationToken)
    {
        var isNew = database.Entry(row).State == EntityState.Added;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (isNew)
        {
            database.ChangeTracker.Clear();
            if (!await database.Devices.AnyAsync(d => d.Id == row.Id, cancellationToken))
            {
                throw;
            }

            throw new DeviceRefusedException($"Device {row.Id} exists already; choose another id.");
        }
    }

    private static Entry EntryOf(DeviceRow row) => new(row.ToDevice(), row.TokenHash, row.UpdatedAt);

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

        if (device.Id == "hub")
        {
            throw new DeviceRefusedException("The id 'hub' is taken by the hub's own topics; choose another.");
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private sealed record Entry(Device Device, byte[] TokenHash, long UpdatedAt);
}
