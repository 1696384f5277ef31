using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Vehicles.Journeys;

namespace UrbanGrid.Ingest.Vehicles.Chain;

/// <summary>
/// Trips (行程) and stops (停留). Both are told only once they are long enough: a drive by metres or seconds of driving, a halt by
/// seconds; until then a halt is part of the trip, and a small move part of the stop. A long gap ends a trip where it was last seen.
/// </summary>
internal sealed class JourneyHandler : IFixHandler
{
    public FixRefusal Handle(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var journey = vehicle.Memory.Journey;
        if (hand.Previous is null)
        {
            BreakOff(vehicle, vehicle.Memory.Last, news);
        }
        else if (hand.IsAfterGap(vehicle.Settings))
        {
            AcrossGap(vehicle, hand, news);
        }

        if (journey.Trip is { } trip)
        {
            trip.DistanceM += hand.DistanceM;
        }

        if (hand.Driving)
        {
            Drive(vehicle, ref hand, news);
        }
        else if (vehicle.Memory.Ground is { Standing: true, Anchor: { } anchor } ground)
        {
            Stand(vehicle, hand.Fix.Timestamp, ground.AnchorAt, anchor, news);
        }

        CountEngine(journey, hand, vehicle.Settings);
        return FixRefusal.None;
    }

    /// <summary>Ends the trip of a vehicle that has been silent for the length of a gap.</summary>
    public static void EndSilent(ChainVehicle vehicle, VehicleNews news)
    {
        if (vehicle.Memory.Last is { } last)
        {
            var ground = vehicle.Memory.Ground;
            EndTrip(vehicle, ground.Standing ? ground.AnchorAt : last.Timestamp, last.Place, news);
        }
    }

    private static void Drive(ChainVehicle vehicle, ref FixInHand hand, VehicleNews news)
    {
        var (journey, fix) = (vehicle.Memory.Journey, hand.Fix);
        if (journey.Trip is null)
        {
            var stood = hand is { Stood: true, Previous: not null } && !hand.IsAfterGap(vehicle.Settings);
            journey.Trip = new TripMemory
            {
                StartAt = stood ? hand.Previous!.Timestamp : fix.Timestamp, From = stood ? hand.From ?? fix.Place : fix.Place,
                DistanceM = stood ? hand.DistanceM : 0,
            };
            Rest(journey);
            journey.HaltedEngineS = 0;
        }

        var trip = journey.Trip;
        trip.EngineS += journey.HaltedEngineS;
        journey.HaltedEngineS = 0;
        trip.DrivenS += Math.Min(hand.SpanMs / 1_000.0, vehicle.Settings.SpanS);
        trip.MaxKmh = Math.Max(trip.MaxKmh, Math.Min(fix.SpeedKmh ?? 0, vehicle.Settings.MaxKmh));
        (trip.EndAt, trip.To) = (fix.Timestamp, fix.Place);
        if (trip.Told || (trip.DistanceM < vehicle.Settings.TripM && trip.DrivenS < vehicle.Settings.TripS))
        {
            return;
        }

        trip.Told = true;
        hand.TripsBegun = 1;
        EndStop(vehicle, trip.StartAt, news);
        news.Trips.Add(trip.Tell(vehicle.Device.Id, open: true));
    }

    private static void Stand(ChainVehicle vehicle, long now, long since, GeoPoint place, VehicleNews news)
    {
        var journey = vehicle.Memory.Journey;
        if (now - since >= vehicle.Settings.StopS * 1_000)
        {
            EndTrip(vehicle, since, place, news);
            BeginStop(vehicle, since, place, news);
        }

        if (journey.Trip is null)
        {
            Rest(journey);
        }
    }

    private static void AcrossGap(ChainVehicle vehicle, in FixInHand hand, VehicleNews news)
    {
        var last = hand.Previous!;
        EndTrip(vehicle, hand.StoodSince ?? last.Timestamp, last.Place, news);
        if (last.Place.DistanceTo(hand.Fix.Place) <= vehicle.Settings.DriftEngineOffM)
        {
            BeginStop(vehicle, hand.StoodSince ?? last.Timestamp, last.Place, news);
        }
        else
        {
            EndStop(vehicle, last.Timestamp, news);
        }
    }

    /// <summary>Ends what was under way at a place from which nobody drove to where the vehicle is now.</summary>
    private static void BreakOff(ChainVehicle vehicle, PositionSample? last, VehicleNews news)
    {
        if (last is not null)
        {
            EndTrip(vehicle, last.Timestamp, last.Place, news);
            EndStop(vehicle, last.Timestamp, news);
        }
    }

    private static void EndTrip(ChainVehicle vehicle, long at, GeoPoint place, VehicleNews news)
    {
        var journey = vehicle.Memory.Journey;
        if (journey.Trip is { Told: true } trip)
        {
            (trip.EndAt, trip.To) = (Math.Max(at, trip.StartAt), place);
            news.Trips.Add(trip.Tell(vehicle.Device.Id, open: false));
        }
        else
        {
            // Too small to be a trip: it was part of the stop.
            journey.HaltedEngineS += journey.Trip?.EngineS ?? 0;
        }

        journey.Trip = null;
    }

    private static void BeginStop(ChainVehicle vehicle, long since, GeoPoint place, VehicleNews news)
    {
        var journey = vehicle.Memory.Journey;
        if (journey.Stop is null)
        {
            journey.Stop = new StopMemory { StartAt = since, Place = place };
            Rest(journey);
            news.Stops.Add(journey.Stop.Tell(vehicle.Device.Id, endAt: null));
        }
    }

    private static void EndStop(ChainVehicle vehicle, long at, VehicleNews news)
    {
        var journey = vehicle.Memory.Journey;
        if (journey.Stop is { } stop)
        {
            news.Stops.Add(stop.Tell(vehicle.Device.Id, Math.Max(at, stop.StartAt)));
            journey.Stop = null;
        }
    }

    /// <summary>Gives the engine's time since the halt to the stop; where there is none it waits for one.</summary>
    private static void Rest(JourneyMemory journey)
    {
        if (journey.Stop is { } stop)
        {
            stop.IdleS += journey.HaltedEngineS;
            journey.HaltedEngineS = 0;
        }
    }

    private static void CountEngine(JourneyMemory journey, in FixInHand hand, VehicleSettings settings)
    {
        var seconds = hand.SpanMs / 1_000.0;
        if (hand.Previous is not { } previous || seconds > settings.SpanS || !(FixInHand.EngineOf(previous) ?? !hand.Stood))
        {
            return;
        }

        if (journey.Trip is { } trip && (hand.Driving || !hand.Stood))
        {
            trip.EngineS += seconds;
        }
        else
        {
            journey.HaltedEngineS += seconds;
        }
    }
}
