namespace UrbanGrid.Ingest.Provisioning;

/// <summary>Who decides about devices that come with a key.</summary>
public enum KeyApproval
{
    /// <summary>An administrator, one by one.</summary>
    Manual,
    /// <summary>The key alone.</summary>
    Automatic,
}

/// <summary>A key with which new devices of one model ask to be let in.</summary>
/// <param name="Id">Public part of the key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Model">Model of the devices.</param>
/// <param name="Approval">Who decides.</param>
/// <param name="ExpiresAt">Until when it works, Unix ms; null for ever.</param>
/// <param name="MaxUses">How many devices may come with it; null for any number.</param>
/// <param name="Uses">How many have, those rejected not counted.</param>
/// <param name="CreatedAt">Unix ms.</param>
public sealed record ProvisioningKey(string Id, string Name, string Model, KeyApproval Approval, long? ExpiresAt, int? MaxUses, int Uses, long CreatedAt);

/// <summary>A key just made: the only moment it can be read.</summary>
public sealed record IssuedProvisioningKey(ProvisioningKey Key, string Secret);
