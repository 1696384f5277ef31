namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Notes a terminal whose clock is off by whole hours, the usual mistake of one that sends UTC for Beijing time (UTC+8) or the
/// other way round. The fix is left as it is: what was kept while the network was away looks the same, so only a row of fixes
/// with the same offset is told, once, as the event <c>clock_off</c>.
/// </summary>
internal sealed class ClockHandler : IFixHandler
{
    /// <summary>What the event is called.</summary>
    public const string ClockOff = "clock_off";

    private const long HourMs = 3_600_000;

    /// <summary>How near to the whole hour, ms; the way of a live fix takes seconds.</summary>
    private const long NearMs = 60_000;

    /// <summary>Fixes in a row until it is told.</summary>
    private const int Row = 10;

    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var clock = vehicle.Memory.Clock;
        var late = hand.ReceivedAt - hand.Fix.Timestamp;
        var hours = (int)Math.Round((double)late / HourMs);
        if (hours == 0 || Math.Abs(late - (hours * HourMs)) > NearMs || hand.Fix.Attributes.GetValueOrDefault(VehicleAttributes.Spooled) > 0)
        {
            clock.Fixes = 0;
        }
        else
        {
            clock.Fixes = hours == clock.Hours ? clock.Fixes + 1 : 1;
            clock.Hours = hours;
            if (clock.Fixes == Row)
            {
                news.Events.Add(new VehicleEvent(vehicle.Device.Id, hand.Fix.Timestamp, ClockOff, null, hand.Fix.Place, hand.Fix.SpeedKmh));
            }
        }

        return FixRefusal.None;
    }
}
