using UrbanGrid.Contracts;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>Responsibility grid (责任网格) a place lies in; null outside every grid. The hub knows the city, ingest does not.</summary>
public delegate ValueTask<string?> GridOfPlace(GeoPoint place, CancellationToken cancellationToken);
