namespace UrbanGrid.Casework;

/// <summary>A text every user can read: Chinese and English.</summary>
public sealed record LocalText(string Zh, string En)
{
    /// <summary>Both, for the log, which is read in both languages for years; once where they are the same.</summary>
    public string InBoth() => Zh == En ? Zh : $"{Zh} {En}";
}
