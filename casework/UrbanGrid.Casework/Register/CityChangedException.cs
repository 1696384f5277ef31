namespace UrbanGrid.Casework.Register;

/// <summary>The city was changed by another import while this one was being checked; nothing was stored.</summary>
public sealed class CityChangedException() : Exception("Another import has changed the city meanwhile. Check the files again, then import them.");
