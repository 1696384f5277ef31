using UrbanGrid.Casework;
using UrbanGrid.Casework.Assignment;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Dispatching;

/// <summary>A row of the responsibility matrix (权责清单).</summary>
/// <param name="Id">Its number until the next import.</param>
/// <param name="Category">A class code, the beginning of one, or <c>*</c>.</param>
/// <param name="CategoryName">Name of the class, the major class or the kind.</param>
/// <param name="Area">An area code, the beginning of one, or <c>*</c>.</param>
/// <param name="AreaName">Name of the area; null where the code is the beginning of several.</param>
/// <param name="Department">Who answers for it.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="IsDefault">It answers for all that no other row does.</param>
public sealed record MatrixRowView(
    long Id, string Category, LocalText CategoryName, string Area, LocalText? AreaName, Named Department, LocalText Basis, bool IsDefault);

/// <summary>A rule of automatic dispatch (自动派遣).</summary>
public sealed record DispatchRuleView(long Id, string Category, LocalText CategoryName, string Area, LocalText? AreaName, LocalText SetBy, long SetAt);

/// <summary>Body of <c>POST /dispatch/automatic</c>.</summary>
/// <param name="Category">A class code, a major class (<c>event/01*</c>), a kind (<c>event/*</c>) or <c>*</c>.</param>
/// <param name="Area">An area code or the beginning of one; <c>*</c> for everywhere.</param>
public sealed record DispatchRuleInput(string? Category, string? Area);

/// <summary>A ruling (裁决) of the knowledge base; see <see cref="Ruling"/>.</summary>
public sealed record RulingView(
    long Id, string CaseNumber, Named Category, string? ComponentCode, string? GridCode, Named Department, string Basis, LocalText RuledBy, long RuledAt,
    long? EndedAt, LocalText? EndedBy, string? EndReason);

/// <summary>Body of <c>POST /dispatch/rulings/{id}/end</c>.</summary>
public sealed record RulingEnd(string? Reason);

/// <summary>A collector (监督员) with the responsibility grids they watch.</summary>
public sealed record CollectorGridsView(string User, LocalText Name, IReadOnlyList<Named> Grids);

/// <summary>Body of <c>PUT /dispatch/collectors/{user}</c>.</summary>
public sealed record CollectorGridsInput(IReadOnlyList<string>? Grids);

/// <summary>Body of <c>POST /me/position</c>: WGS-84 degrees.</summary>
public sealed record PositionInput(double? Lat, double? Lon);
