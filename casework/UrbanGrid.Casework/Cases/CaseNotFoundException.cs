namespace UrbanGrid.Casework.Cases;

/// <summary>No case has this number.</summary>
/// <param name="number">The number asked for.</param>
public sealed class CaseNotFoundException(string number) : Exception($"There is no case {number}.")
{
    /// <summary>In both languages.</summary>
    public LocalText Text { get; } = new($"没有编号为 {number} 的案件。", $"There is no case {number}.");
}
