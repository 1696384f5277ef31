namespace UrbanGrid.Casework.Evaluation.Schemes;

/// <summary>Who changed a scheme, and to what.</summary>
/// <param name="Scheme">Id of the scheme.</param>
/// <param name="Kind">Key of the kind of object.</param>
/// <param name="At">Unix ms.</param>
/// <param name="By">Name of whoever did it.</param>
/// <param name="Change"><c>created</c>, <c>changed</c>, <c>deleted</c> or <c>used</c>.</param>
/// <param name="Name">Name after it.</param>
/// <param name="Definition">What the scheme said after it.</param>
public sealed record SchemeChange(string Scheme, string Kind, long At, string By, string Change, LocalText Name, Scheme Definition);
