namespace UrbanGrid.Casework;

/// <summary>A file in the content-addressed evidence store, with what it shows.</summary>
/// <param name="Sha256">Lower-case hex; the file's address.</param>
/// <param name="MediaType">e.g. <c>image/jpeg</c>.</param>
/// <param name="Stage"><c>before</c>, <c>put_down</c>, <c>detection</c>, <c>annotated</c>, <c>series</c>, <c>handling</c>, <c>check</c>.</param>
/// <param name="TakenAt">Unix ms.</param>
public sealed record EvidenceLink(string Sha256, string MediaType, string Stage, long TakenAt);
