namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Tells the map at once, before anything waits: the newest fix wins, unless it is an evident jump. Its state is that of the
/// judged fixes, and a first guess before there is one.
/// </summary>
internal sealed class LiveHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var memory = vehicle.Memory;
        var fix = hand.Fix;
        if ((memory.Live is { } live && fix.Timestamp <= live.Timestamp) || memory.LiveJumps.Judge(memory.Live, fix, vehicle.Settings) == JumpVerdict.Jump)
        {
            return FixRefusal.None;
        }

        memory.Live = fix;
        memory.Told = memory.State != VehicleState.Unknown ? memory.State : StateHandler.AtFirstSight(vehicle.Settings, hand);
        news.Moves.Add(Position(vehicle));
        return FixRefusal.None;
    }

    /// <summary>The newest fix with the state that is told.</summary>
    public static VehiclePosition Position(ChainVehicle vehicle)
    {
        var fix = vehicle.Memory.Live!;
        return new VehiclePosition(vehicle.Device.Id, fix.Timestamp, fix.Place, fix.SpeedKmh, fix.CourseDeg, fix.Attributes) { State = vehicle.Memory.Told };
    }
}
