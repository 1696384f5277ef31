namespace UrbanGrid.Ingest.Devices;

/// <summary>A name in both languages of the console.</summary>
public sealed record LocalName(string Zh, string En);
