using System.Text.Json;

namespace UrbanGrid.Ingest.Devices;

/// <summary>Where a model comes from.</summary>
public enum ModelOrigin
{
    /// <summary>The hub brings it.</summary>
    BuiltIn,
    /// <summary>The hub brings one, and the operator's file takes its place.</summary>
    Replaced,
    /// <summary>The operator's file alone.</summary>
    Own,
}

/// <summary>A model in effect.</summary>
/// <param name="Model">The model.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Document">Its file.</param>
public sealed record ModelEntry(DeviceModel Model, ModelOrigin Origin, JsonElement Document);
