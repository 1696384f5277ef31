using UrbanGrid.Casework;
using UrbanGrid.Hub.Devices;

namespace UrbanGrid.Hub.Provisioning;

/// <summary>A provisioning key, without the key.</summary>
public sealed record ProvisioningKeyView(
    string Id, string Name, string Model, string Approval, long? ExpiresAt, int? MaxUses, int Uses, long CreatedAt);

/// <summary>Answer of <c>POST /provisioning-keys</c>: the only time the key is shown.</summary>
public sealed record IssuedKeyView(
    string Id, string Name, string Model, string Approval, long? ExpiresAt, int? MaxUses, int Uses, long CreatedAt, string Key);

/// <summary>Body of <c>POST /provisioning-keys</c>.</summary>
public sealed record NewProvisioningKey(string? Name, string? Model, string? Approval, long? ExpiresAt, int? MaxUses);

/// <summary>Body of <c>POST /provision</c>; the key is the credential.</summary>
public sealed record NewProvisionRequest(string? Key, string? Serial, string? Name, double? Lat, double? Lon);

/// <summary>Body of <c>POST /provision/{request}</c>.</summary>
public sealed record ProvisionSecret(string? Secret);

/// <summary>What a device is told; secret and token once.</summary>
public sealed record ProvisionView(string State, string? Request, string? Secret, string? Device, string? Token);

/// <summary>A request as administrators see it.</summary>
public sealed record ProvisionRequestView(
    string Id, string Serial, ModelView Model, string? Name, double? Lat, double? Lon, string State, long RequestedAt, string? Address, string? Device);

/// <summary>Body of <c>POST /provision-requests/{id}/approve</c>.</summary>
public sealed record ProvisionDecision(string? Id, LocalText? Name, double? Lat, double? Lon, string? ComponentCode);

/// <summary>Body of <c>POST /provision-requests/{id}/reject</c>.</summary>
public sealed record ProvisionRejection(string? Reason);
