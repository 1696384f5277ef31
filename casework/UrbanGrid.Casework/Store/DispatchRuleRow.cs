namespace UrbanGrid.Casework.Store;

/// <summary>Cases of these classes in this area are dispatched without a dispatcher (自动派遣).</summary>
internal sealed class DispatchRuleRow
{
    /// <summary>Row id.</summary>
    public long Id { get; set; }

    /// <summary>A class code, a major class (<c>event/01*</c>), a kind (<c>event/*</c>) or <c>*</c>.</summary>
    public required string Category { get; set; }

    /// <summary>An area code or the beginning of one; <c>*</c> for everywhere.</summary>
    public required string Area { get; set; }

    /// <summary>Name of whoever set it.</summary>
    public required string SetBy { get; set; }

    /// <summary>When, Unix ms.</summary>
    public long SetAt { get; set; }
}
