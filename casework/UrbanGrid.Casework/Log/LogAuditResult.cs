namespace UrbanGrid.Casework.Log;

/// <summary>What an audit of the log found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="FirstBroken">The first thing that does not fit, or null: the log is whole.</param>
public sealed record LogAuditResult(long Entries, BrokenEntry? FirstBroken)
{
    /// <summary>True when nothing was found.</summary>
    public bool IsWhole => FirstBroken is null;
}
