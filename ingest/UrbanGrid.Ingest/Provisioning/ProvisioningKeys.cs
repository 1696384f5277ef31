using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>The provisioning keys: <c>{id}.{secret}</c>, of which the id is looked up and the secret's hash compared.</summary>
public sealed class ProvisioningKeys
{
    private const int MaxKeys = 1_000;

    private readonly IDbContextFactory<RegistryDb> _databases;
    private readonly DeviceModels _models;
    private readonly TimeProvider _time;

    internal ProvisioningKeys(IDbContextFactory<RegistryDb> databases, DeviceModels models, TimeProvider time) =>
        (_databases, _models, _time) = (databases, models, time);

    /// <summary>All keys, newest first.</summary>
    public async Task<IReadOnlyList<ProvisioningKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return [.. (await database.Set<ProvisioningKeyRow>().AsNoTracking().OrderByDescending(k => k.CreatedAt).ToListAsync(cancellationToken)).Select(k => k.ToKey())];
    }

    /// <summary>Makes a key.</summary>
    /// <exception cref="DeviceRefusedException">There is no such model, or there are too many keys.</exception>
    public async Task<IssuedProvisioningKey> CreateAsync(
        string name, string model, KeyApproval approval, long? expiresAt, int? maxUses, string by, CancellationToken cancellationToken)
    {
        if (_models.Find(model) is null or { Access: ModelAccess.Integration })
        {
            throw new DeviceRefusedException($"Devices of the model '{model}' cannot register themselves.");
        }

        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        if (await database.Set<ProvisioningKeyRow>().CountAsync(cancellationToken) >= MaxKeys)
        {
            throw new DeviceRefusedException($"There are {MaxKeys} provisioning keys; delete some first.");
        }

        var secret = DeviceToken.Create();
        var row = new ProvisioningKeyRow
        {
            Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)), Name = name, Model = model, Automatic = approval == KeyApproval.Automatic,
            SecretHash = DeviceToken.Hash(secret), ExpiresAt = expiresAt, MaxUses = maxUses, CreatedAt = Now(), CreatedBy = by,
        };
        database.Add(row);
        await database.SaveChangesAsync(cancellationToken);
        return new IssuedProvisioningKey(row.ToKey(), $"{row.Id}.{secret}");
    }

    /// <summary>Withdraws a key; devices that came with it stay. Returns whether there was one.</summary>
    public async Task<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellationToken);
        return await database.Set<ProvisioningKeyRow>().Where(k => k.Id == id).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    /// <summary>The key somebody shows; null if it is not one that works now.</summary>
    internal async Task<ProvisioningKeyRow?> FindAsync(RegistryDb database, string key, CancellationToken cancellationToken)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot <= 0 || key.Length > 128)
        {
            return null;
        }

        var id = key[..dot];
        var row = await database.Set<ProvisioningKeyRow>().SingleOrDefaultAsync(k => k.Id == id, cancellationToken);
        var matches = CryptographicOperations.FixedTimeEquals(DeviceToken.Hash(key[(dot + 1)..]), row?.SecretHash ?? new byte[32]);
        return matches && row is not null && !(row.ExpiresAt <= Now()) ? row : null;
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
