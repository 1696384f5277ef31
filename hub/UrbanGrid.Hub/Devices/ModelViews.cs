using System.Text.Json;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Devices;

/// <summary>A device model with its file.</summary>
public sealed record ModelDocumentView(string Key, LocalText Name, string Icon, string Access, string Origin, int Devices, JsonElement Document);

/// <summary>Something to change in a document.</summary>
public sealed record FaultView(string Path, LocalText Message);

/// <summary>Answer of <c>POST /device-models/check</c>.</summary>
public sealed record ModelFaultsView(IReadOnlyList<FaultView> Faults);
