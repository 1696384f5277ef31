using NetTopologySuite.Geometries;
using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>An area as it was read: with its shape, and where in which file it stands.</summary>
internal sealed record AreaRecord(Area Area, Geometry Shape, string File, string Where);
