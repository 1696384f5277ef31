namespace UrbanGrid.Ingest.Vehicles.Rules;

/// <summary>Kinds of events in a vehicle's history that areas make; a rule that holds makes one of its own name (<see cref="VehicleRuleKey"/>).</summary>
public static class VehicleEventKind
{
    /// <summary>It entered an area (驶入围栏).</summary>
    public const string FenceEntered = "fence_entered";

    /// <summary>It left an area (驶出围栏).</summary>
    public const string FenceLeft = "fence_left";

    /// <summary>It passed through an area between two fixes (穿越围栏).</summary>
    public const string FenceCrossed = "fence_crossed";

    /// <summary>It was inside when the area's hours began (时段开始时在内).</summary>
    public const string InsideAtBegin = "fence_inside_at_begin";

    /// <summary>It was inside when the area's hours ended (时段结束时在内).</summary>
    public const string InsideAtEnd = "fence_inside_at_end";

    /// <summary>It was outside when the hours of an area that names it began (时段开始时在外).</summary>
    public const string OutsideAtBegin = "fence_outside_at_begin";
}
