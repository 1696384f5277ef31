using UrbanGrid.Contracts;

namespace UrbanGrid.Vision.Overlay;

/// <summary>What a camera's detectors think at a moment, to be drawn over its picture.</summary>
/// <param name="Stamp">Stamp of the frame it belongs to, Unix ms.</param>
/// <param name="ForegroundShare">Share of the picture that differs from the background, 0..1.</param>
/// <param name="IsWatching">False while the first background is learned or the whole picture has changed.</param>
/// <param name="ReferenceIsUnlike">A picture of the empty zones was given, and the view does not resemble it.</param>
/// <param name="Regions">Things that do not move, and fixtures.</param>
/// <param name="Zones">Watched zones.</param>
public sealed record PipelineOverlay(
    long Stamp,
    double ForegroundShare,
    bool IsWatching,
    bool ReferenceIsUnlike,
    IReadOnlyList<OverlayRegion> Regions,
    IReadOnlyList<OverlayZone> Zones);

/// <summary>Where the thing is on its way to an alarm.</summary>
public enum RegionState
{
    /// <summary>It stands in no watched zone.</summary>
    OutsideZones,
    /// <summary>Its zone's hours do not hold now.</summary>
    OutOfHours,
    /// <summary>Somebody is near: the clock waits.</summary>
    WaitingForOwner,
    /// <summary>The clock runs.</summary>
    Counting,
    /// <summary>Something is in front of it.</summary>
    Hidden,
    /// <summary>Its time is over, and a judge objects.</summary>
    Refused,
    /// <summary>An alarm holds.</summary>
    Reported,
    /// <summary>It belongs there, an operator said.</summary>
    Fixture,
}

/// <summary>A thing that does not move.</summary>
/// <param name="Box">Where it is.</param>
/// <param name="State">How far its alarm is.</param>
/// <param name="Zone">Zone it counts in; null outside all.</param>
/// <param name="AgeSeconds">How long it has been there.</param>
/// <param name="DwellSeconds">How much of that counts.</param>
/// <param name="LimitSeconds">What the zone allows; 0 outside all.</param>
/// <param name="Objection">Name of the judge that objected at the last hearing; null where none did.</param>
/// <param name="AlarmId">Its alarm, while it holds.</param>
public sealed record OverlayRegion(
    PictureBox Box,
    RegionState State,
    string? Zone,
    double AgeSeconds,
    double DwellSeconds,
    double LimitSeconds,
    string? Objection,
    string? AlarmId);

/// <summary>A watched zone.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Purpose">What it is watched for.</param>
/// <param name="OccupiedShare">Share in which something static stands, 0..1.</param>
/// <param name="IsOpen">Whether its hours hold.</param>
/// <param name="IsSuspended">Whether it is not looked at, because the picture is not the one it was drawn on.</param>
public sealed record OverlayZone(string Name, ZonePurpose Purpose, double OccupiedShare, bool IsOpen, bool IsSuspended);
