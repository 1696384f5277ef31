namespace UrbanGrid.Ingest.Devices;

/// <summary>Something in a model that reads well but cannot be meant.</summary>
/// <param name="Path">Where, as JSON path, e.g. <c>$.rules[2].when[0].limit</c>.</param>
/// <param name="Message">What to change.</param>
public sealed record ModelFault(string Path, LocalName Message);
