namespace UrbanGrid.Ingest.Provisioning;

/// <summary>What became of a request.</summary>
public enum ProvisionState
{
    /// <summary>Waits for an administrator.</summary>
    Pending,
    /// <summary>The device is registered.</summary>
    Approved,
    /// <summary>It was turned away.</summary>
    Rejected,
}

/// <summary>A device's wish to be let in.</summary>
public sealed record ProvisionRequest(
    string Id, string Serial, string Model, string? Name, double? Lat, double? Lon, ProvisionState State, long RequestedAt, string? Address, string? DeviceId);

/// <summary>What a device says of itself when it asks to be let in.</summary>
/// <param name="Key">Provisioning key.</param>
/// <param name="Serial">Serial number, 1 to 64 characters.</param>
/// <param name="Name">Name; null for none.</param>
/// <param name="Lat">Degrees north; null if it does not know.</param>
/// <param name="Lon">Degrees east; null if it does not know.</param>
/// <param name="Address">Where it comes from.</param>
/// <param name="KeepsSecret">Whether it can keep a secret and show it when it asks again.</param>
public sealed record ProvisionCall(string Key, string Serial, string? Name, double? Lat, double? Lon, string? Address, bool KeepsSecret);

/// <summary>What a device is told.</summary>
/// <param name="State">What became of its request.</param>
/// <param name="RequestId">Its request; null where the key alone decided.</param>
/// <param name="Secret">To be shown when it asks again; told once.</param>
/// <param name="DeviceId">Its id, once approved.</param>
/// <param name="Token">Its token; told once.</param>
public sealed record ProvisionAnswer(ProvisionState State, string? RequestId, string? Secret, string? DeviceId, string? Token);

/// <summary>What an administrator says when approving; what is null is taken from the request.</summary>
public sealed record ProvisionApproval(string? Id, Devices.LocalName? Name, Contracts.GeoPoint? Place, string? ComponentCode, string By);
