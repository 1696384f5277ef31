using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Identity;

/// <summary>Name of a department by its key; a key nobody knows is its own name.</summary>
public delegate ValueTask<Named> DepartmentName(string key, CancellationToken cancellationToken);
