namespace UrbanGrid.Casework;

/// <summary>A text every user can read: Chinese and English.</summary>
public sealed record LocalText(string Zh, string En);
