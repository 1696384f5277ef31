namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>One step of <see cref="VehicleChain"/>. It keeps nothing itself: what it remembers of a vehicle is in <see cref="VehicleMemory"/>.</summary>
internal interface IFixHandler
{
    /// <summary>Looks at a fix, and says whether the next handler may see it.</summary>
    /// <param name="vehicle">Whose.</param>
    /// <param name="hand">The fix; takes what was found out about it.</param>
    /// <param name="news">Takes what others must be told.</param>
    /// <returns>Why the fix goes no further; <see cref="FixRefusal.None"/> lets it pass.</returns>
    FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news);
}
