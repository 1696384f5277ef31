namespace UrbanGrid.Casework.Assignment;

/// <summary>A row of the responsibility matrix (权责清单) as people write it.</summary>
/// <param name="Category">A class code, a major class (<c>event/01*</c>), a kind (<c>event/*</c>) or <c>*</c>.</param>
/// <param name="Area">An area code or the beginning of one; <c>*</c> for everywhere.</param>
/// <param name="Department">Department code.</param>
/// <param name="Basis">What it rests on, in both languages; 1 to 500 characters each.</param>
public sealed record MatrixRow(string? Category, string? Area, string? Department, LocalText? Basis);
