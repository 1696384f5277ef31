using System.Collections.Frozen;

namespace UrbanGrid.Ingest.Vehicles.Geofences;

/// <summary>An area ready to judge vehicles by.</summary>
internal sealed class Fence
{
    private readonly FrozenSet<string> _kinds;
    private readonly FrozenSet<string> _departments;
    private readonly FrozenSet<string> _ids;

    public Fence(Geofence source, TimeZoneInfo zone)
    {
        Source = source;
        Area = FenceArea.Of(source.Shape);
        Hours = new FenceHours(source.Hours, zone);
        IsSite = GeofenceKind.IsSite(source.Kind);
        IsForEverybody = source.Vehicles.IsEverybody;
        EnterMs = (long)(source.EnterDwellS * 1000);
        LeaveMs = (long)(source.LeaveDwellS * 1000);
        _kinds = source.Vehicles.Kinds.ToFrozenSet(StringComparer.Ordinal);
        _departments = source.Vehicles.Departments.ToFrozenSet(StringComparer.Ordinal);
        _ids = source.Vehicles.Ids.ToFrozenSet(StringComparer.Ordinal);
    }

    public Geofence Source { get; }

    public string Id => Source.Id;

    public string Kind => Source.Kind;

    public FenceArea Area { get; }

    public FenceHours Hours { get; }

    /// <summary>Whether a loaded truck may stop, lift and lose its load there.</summary>
    public bool IsSite { get; }

    public bool IsForEverybody { get; }

    /// <summary>Milliseconds inside that make a vehicle count as inside.</summary>
    public long EnterMs { get; }

    /// <summary>Milliseconds outside that make it count as gone.</summary>
    public long LeaveMs { get; }

    /// <summary>Whether it is a vehicle's business.</summary>
    public bool Concerns(string id, string? kind, string? department) => IsForEverybody
        || (kind is not null && _kinds.Contains(kind))
        || (department is not null && _departments.Contains(department))
        || _ids.Contains(id);
}
