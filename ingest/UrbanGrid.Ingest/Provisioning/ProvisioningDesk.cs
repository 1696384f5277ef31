using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>
/// Lets devices register themselves: with a key of theirs they ask, the key alone or an administrator decides, and an
/// approved device is given its token exactly once. The same serial number is the same request, however often it asks.
/// </summary>
public sealed class ProvisioningDesk : IDisposable
{
    /// <summary>Requests that may wait for an administrator.</summary>
    public const int MaxPending = 1_000;

    private const int MaxKept = 20_000;
    private const int MaxText = 64;
    private const string SerialAttribute = "serial";

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly DeviceRegistry _registry;
    private readonly ProvisioningKeys _keys;
    private readonly GridOfPlace _gridOf;
    private readonly AddressThrottle _throttle;
    private readonly TimeProvider _time;
    private readonly ILogger<ProvisioningDesk> _logger;
    private readonly SemaphoreSlim _change = new(1, 1);

    internal ProvisioningDesk(
        IDbContextFactory<RegistryDb> databases, DeviceRegistry registry, ProvisioningKeys keys, GridOfPlace gridOf, TimeProvider time, ILogger<ProvisioningDesk> logger)
    {
        (_databases, _registry, _keys, _gridOf, _time, _logger) = (databases, registry, keys, gridOf, time, logger);
        _throttle = new AddressThrottle(time);
    }

    /// <summary>A device asks to be let in.</summary>
    /// <exception cref="ProvisionRefusedException">It is turned away.</exception>
    public async Task<ProvisionAnswer> AskAsync(ProvisionCall call, CancellationToken cancellationToken)
    {
        Throttle(call.Address);
        if (call.Serial.Length is 0 or > MaxText || call.Serial.Any(char.IsControl) || call.Name?.Length > MaxText || call.Name?.Any(char.IsControl) == true || PlaceOf(call.Lat, call.Lon) is { IsGood: false })
        {
            throw new ProvisionRefusedException(ProvisionRefusal.BadInput, $"A serial number has 1 to {MaxText} characters, a name at most {MaxText}; a place is WGS-84.");
        }

        return await OneAtATimeAsync(
            async database =>
            {
                var key = await _keys.FindAsync(database, call.Key, cancellationToken)
                    ?? throw new ProvisionRefusedException(ProvisionRefusal.KeyNotValid, "The provisioning key is not valid.");
                var known = await database.Set<ProvisionRequestRow>().SingleOrDefaultAsync(r => r.Model == key.Model && r.Serial == call.Serial, cancellationToken);
                return known is null ? await BeginAsync(database, key, call, cancellationToken) : await AskAgainAsync(database, known, call, cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>A device asks what became of its request.</summary>
    /// <exception cref="ProvisionRefusedException">There is no such request, or the secret is wrong.</exception>
    public async Task<ProvisionAnswer> AskAgainAsync(string requestId, string secret, string? address, CancellationToken cancellationToken)
    {
        Throttle(address);
        return await OneAtATimeAsync(
            async database =>
            {
                var row = await database.Set<ProvisionRequestRow>().SingleOrDefaultAsync(r => r.Id == requestId, cancellationToken);
                return CryptographicOperations.FixedTimeEquals(DeviceToken.Hash(secret), row?.SecretHash ?? new byte[32]) && row is not null
                    ? await AnswerAsync(database, row, cancellationToken)
                    : throw new ProvisionRefusedException(ProvisionRefusal.NoSuchRequest, "There is no such request, or its secret is another.");
            },
            cancellationToken);
    }

    /// <summary>Requests of a state, newest first; of all states if it is null.</summary>
    public async Task<IReadOnlyList<ProvisionRequest>> ListAsync(ProvisionState? state, int skip, int limit, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        var rows = database.Set<ProvisionRequestRow>().AsNoTracking();
        rows = state is { } wanted ? rows.Where(r => r.State == (int)wanted) : rows;
        return [.. (await rows.OrderByDescending(r => r.RequestedAt).ThenBy(r => r.Id).Skip(skip).Take(limit).ToListAsync(cancellationToken)).Select(r => r.ToRequest())];
    }

    /// <summary>Registers the device of a request; it gets its token when it asks again.</summary>
    /// <exception cref="ProvisionRefusedException">There is no such request, or it is decided.</exception>
    /// <exception cref="DeviceRefusedException">The device cannot be registered so.</exception>
    public Task<ProvisionRequest> ApproveAsync(string requestId, ProvisionApproval approval, CancellationToken cancellationToken) => OneAtATimeAsync(
        async database =>
        {
            var row = await PendingAsync(database, requestId, cancellationToken);
            await RegisterAsync(row, approval, cancellationToken);
            await database.SaveChangesAsync(cancellationToken);
            return row.ToRequest();
        },
        cancellationToken);

    /// <summary>Turns a device away.</summary>
    /// <exception cref="ProvisionRefusedException">There is no such request, or it is decided.</exception>
    public Task<ProvisionRequest> RejectAsync(string requestId, string? reason, string by, CancellationToken cancellationToken) => OneAtATimeAsync(
        async database =>
        {
            var row = await PendingAsync(database, requestId, cancellationToken);
            (row.State, row.DecidedAt, row.DecidedBy, row.Reason) = ((int)ProvisionState.Rejected, Now(), by, reason);
            await database.SaveChangesAsync(cancellationToken);
            await database.Set<ProvisioningKeyRow>().Where(k => k.Id == row.KeyId && k.Uses > 0)
                .ExecuteUpdateAsync(k => k.SetProperty(x => x.Uses, x => x.Uses - 1), cancellationToken);
            _logger.LogInformation("Audit: {User} rejected the request of {Serial}", by, row.Serial);
            return row.ToRequest();
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _change.Dispose();

    private async Task<ProvisionAnswer> BeginAsync(RegistryDb database, ProvisioningKeyRow key, ProvisionCall call, CancellationToken cancellationToken)
    {
        if (key.Uses >= key.MaxUses)
        {
            throw new ProvisionRefusedException(ProvisionRefusal.KeyNotValid, "The provisioning key is not valid.");
        }

        await MakeRoomAsync(database, cancellationToken);
        var secret = call.KeepsSecret ? DeviceToken.Create() : null;
        var row = new ProvisionRequestRow
        {
            Id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), KeyId = key.Id, Serial = call.Serial, Model = key.Model, Name = call.Name, Lat = call.Lat, Lon = call.Lon,
            SecretHash = secret is null ? null : DeviceToken.Hash(secret), RequestedAt = Now(), Address = call.Address,
        };
        database.Add(row);
        key.Uses++;
        if (!key.Automatic)
        {
            await database.SaveChangesAsync(cancellationToken);
            return new ProvisionAnswer(ProvisionState.Pending, row.Id, secret, null, null);
        }

        var token = await RegisterAsync(row, new ProvisionApproval(null, null, null, null, $"key {key.Id}"), cancellationToken);
        row.Collected = true;
        await database.SaveChangesAsync(cancellationToken);
        return new ProvisionAnswer(ProvisionState.Approved, null, null, row.DeviceId, token);
    }

    private async Task<ProvisionAnswer> AskAgainAsync(RegistryDb database, ProvisionRequestRow row, ProvisionCall call, CancellationToken cancellationToken)
    {
        if (!call.KeepsSecret && row.SecretHash is null)
        {
            return await AnswerAsync(database, row, cancellationToken);
        }

        if (row.Now != ProvisionState.Pending || !call.KeepsSecret)
        {
            // Whoever has the key of a fleet must not get at the token of a device in it.
            throw new ProvisionRefusedException(ProvisionRefusal.Known, $"The serial number {row.Serial} is known already; ask with the secret of its request, or see an administrator.");
        }

        var secret = DeviceToken.Create();
        row.SecretHash = DeviceToken.Hash(secret);
        await database.SaveChangesAsync(cancellationToken);
        return new ProvisionAnswer(ProvisionState.Pending, row.Id, secret, null, null);
    }

    /// <summary>The token goes out with the first answer after the approval; the mark that it did is kept before.</summary>
    private async Task<ProvisionAnswer> AnswerAsync(RegistryDb database, ProvisionRequestRow row, CancellationToken cancellationToken)
    {
        string? token = null;
        if (row is { Now: ProvisionState.Approved, Collected: false, DeviceId: { } device } && _registry.Find(device) is not null)
        {
            row.Collected = true;
            await database.SaveChangesAsync(cancellationToken);
            token = await _registry.RotateTokenAsync(device, cancellationToken);
            _logger.LogInformation("Audit: device {Device} collected its token", device);
        }

        return new ProvisionAnswer(row.Now, row.Id, null, row.DeviceId, token);
    }

    private async Task<string> RegisterAsync(ProvisionRequestRow row, ProvisionApproval approval, CancellationToken cancellationToken)
    {
        var place = approval.Place ?? PlaceOf(row.Lat, row.Lon)?.Place;
        var id = approval.Id ?? IdOf(row);
        var issued = await _registry.CreateAsync(
            new Device
            {
                Id = id,
                Model = row.Model,
                Name = approval.Name ?? new LocalName(row.Name ?? id, row.Name ?? id),
                Place = place,
                GridCode = place is { } at ? await _gridOf(at, cancellationToken) : null,
                ComponentCode = approval.ComponentCode,
                Attributes = new Dictionary<string, JsonElement> { [SerialAttribute] = JsonSerializer.SerializeToElement(row.Serial) },
            },
            cancellationToken);
        (row.State, row.DeviceId, row.DecidedAt, row.DecidedBy) = ((int)ProvisionState.Approved, id, Now(), approval.By);
        _logger.LogInformation("Audit: {User} approved {Serial} as device {Device}", approval.By, row.Serial, id);
        return issued.Token;
    }

    /// <summary>The serial number where it can be an id that is free, else one made of the model and the request.</summary>
    private string IdOf(ProvisionRequestRow row) =>
        DeviceId.IsValid(row.Serial) && _registry.Find(row.Serial) is null ? row.Serial : $"{row.Model[..Math.Min(row.Model.Length, 48)]}-{row.Id[..12]}";

    private static async Task MakeRoomAsync(RegistryDb database, CancellationToken cancellationToken)
    {
        var requests = database.Set<ProvisionRequestRow>();
        if (await requests.CountAsync(r => r.State == (int)ProvisionState.Pending, cancellationToken) >= MaxPending)
        {
            throw new ProvisionRefusedException(ProvisionRefusal.Full, "Too many requests wait for an administrator; try again later.", TimeSpan.FromMinutes(10));
        }

        var rejected = requests.Where(r => r.State == (int)ProvisionState.Rejected);
        var oldest = await rejected.OrderByDescending(r => r.RequestedAt).Skip(MaxKept).Select(r => (long?)r.RequestedAt).FirstOrDefaultAsync(cancellationToken);
        if (oldest is not null)
        {
            await rejected.Where(r => r.RequestedAt <= oldest).ExecuteDeleteAsync(cancellationToken);
        }
    }

    private static async Task<ProvisionRequestRow> PendingAsync(RegistryDb database, string id, CancellationToken cancellationToken)
    {
        var row = await database.Set<ProvisionRequestRow>().SingleOrDefaultAsync(r => r.Id == id, cancellationToken)
            ?? throw new ProvisionRefusedException(ProvisionRefusal.NoSuchRequest, $"There is no request {id}.");
        return row.Now == ProvisionState.Pending ? row : throw new ProvisionRefusedException(ProvisionRefusal.Decided, $"The request {id} is decided already.");
    }

    private void Throttle(string? address)
    {
        if (_throttle.Take(address) is { } wait)
        {
            throw new ProvisionRefusedException(ProvisionRefusal.TooMany, "Too many attempts from this address; try again later.", wait);
        }
    }

    private static (bool IsGood, GeoPoint? Place)? PlaceOf(double? lat, double? lon) => (lat, lon) switch
    {
        (null, null) => null,
        ({ } y, { } x) when Math.Abs(y) <= 90 && Math.Abs(x) <= 180 && (y, x) != (0, 0) => (true, new GeoPoint(y, x)),
        _ => (false, null),
    };

    private async Task<T> OneAtATimeAsync<T>(Func<RegistryDb, Task<T>> act, CancellationToken cancellationToken)
    {
        await _registry.OpenAsync(cancellationToken);
        await _change.WaitAsync(cancellationToken);
        try
        {
            await using var database = await _databases.CreateDbContextAsync(cancellationToken);
            return await act(database);
        }
        finally
        {
            _change.Release();
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
