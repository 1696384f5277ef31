namespace UrbanGrid.Casework.Cases;

/// <summary>Somebody else changed the case first; read it again and decide anew.</summary>
/// <param name="number">Case number.</param>
/// <param name="currentVersion">Its version now.</param>
public sealed class CaseChangedException(string number, long currentVersion)
    : Exception($"Case {number} was changed by somebody else; it is at version {currentVersion} now.")
{
    /// <summary>Its version now.</summary>
    public long CurrentVersion { get; } = currentVersion;

    /// <summary>What to do.</summary>
    public LocalText Text { get; } = new(
        $"案件 {number} 刚刚被他人更新，请刷新后再操作。",
        $"Case {number} has just been changed by somebody else. Read it again, then act.");
}
