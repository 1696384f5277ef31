namespace UrbanGrid.Casework.Register;

/// <summary>The city was changed by another import while this one was being checked; nothing was stored.</summary>
public sealed class CityChangedException() : Exception("Another import has changed the city meanwhile.")
{
    /// <summary>The same for people.</summary>
    public LocalText Text { get; } = new(
        "另一次导入刚刚更改了城市数据，请重新检查后再导入。",
        "Another import has changed the city meanwhile. Check your files again, then import them.");
}
