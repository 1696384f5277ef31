namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// The way of a vehicle's fix, every step in order. A fix that is too far ahead of the hub's clock, hopelessly old, at 0,0 or
/// not on earth was refused when it was read; one that comes here is stored already.
/// <list type="number">
/// <item><see cref="ClockHandler"/>: a terminal whose clock is off by whole hours is noted</item>
/// <item><see cref="CoordinatesHandler"/>: GCJ-02 becomes WGS-84</item>
/// <item><see cref="NoFixHandler"/>: without a fix (未定位) nothing moves</item>
/// <item><see cref="LiveHandler"/>: the map is told at once</item>
/// <item><see cref="ReorderBuffer"/>: up to three seconds for an older fix to come first</item>
/// <item><see cref="DuplicateHandler"/></item>
/// <item><see cref="OutdatedHandler"/>: too late for the order; its day is worked out once more</item>
/// <item><see cref="AccuracyHandler"/></item>
/// <item><see cref="JumpHandler"/></item>
/// <item><see cref="DriftHandler"/>: whether it drives or stands, however the receiver wanders</item>
/// <item><see cref="DistanceHandler"/></item>
/// <item><see cref="StateHandler"/>: moving, idle, stopped</item>
/// <item><see cref="JourneyHandler"/>: trips and stops</item>
/// <item><see cref="DayHandler"/>: the day's figures, cut at midnight</item>
/// <item><see cref="RulesHandler"/></item>
/// </list>
/// </summary>
internal static class VehicleChain
{
    /// <summary>Steps of a fix when it arrives.</summary>
    public static readonly IFixHandler[] OnArrival = [new ClockHandler(), new CoordinatesHandler(), new NoFixHandler(), new LiveHandler()];

    /// <summary>Steps of a fix once it is in order.</summary>
    public static readonly IFixHandler[] InOrder =
    [
        new DuplicateHandler(), new OutdatedHandler(), new AccuracyHandler(), new JumpHandler(), new DriftHandler(), new DistanceHandler(),
        new StateHandler(), new JourneyHandler(), new DayHandler(), new RulesHandler(),
    ];

    /// <summary>Steps of a stored fix before those in order: it was told to the map when it came.</summary>
    public static readonly IFixHandler[] Stored = [new CoordinatesHandler(), new NoFixHandler()];

    /// <summary>Takes a fix through steps until one lets it go no further.</summary>
    /// <returns>Whether it came through.</returns>
    public static bool Run(IFixHandler[] steps, ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        foreach (var step in steps)
        {
            var refusal = step.Handle(vehicle, ref hand, news);
            if (refusal != FixRefusal.None)
            {
                news.Refuse(refusal);
                return false;
            }
        }

        return true;
    }
}
