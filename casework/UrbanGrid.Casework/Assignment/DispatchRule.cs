namespace UrbanGrid.Casework.Assignment;

/// <summary>Cases of these classes in this area are dispatched without a dispatcher (自动派遣).</summary>
/// <param name="Id">Its number.</param>
/// <param name="Category">A class code, a major class (<c>event/01*</c>), a kind (<c>event/*</c>) or <c>*</c>.</param>
/// <param name="Area">An area code or the beginning of one; <c>*</c> for everywhere.</param>
/// <param name="SetBy">Who set it: both names.</param>
/// <param name="SetAt">When, Unix ms.</param>
public sealed record DispatchRule(long Id, string Category, string Area, string SetBy, long SetAt);
