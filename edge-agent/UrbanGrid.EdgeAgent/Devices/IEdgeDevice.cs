using System.Text.Json;

namespace UrbanGrid.EdgeAgent.Devices;

/// <summary>Something on this machine that publishes in its own name and obeys commands.</summary>
public interface IEdgeDevice
{
    /// <summary>Device id on the hub.</summary>
    string Id { get; }

    /// <summary>Works until cancelled, or until it has nothing left to do. A fault of one device must not end it for others.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Carries out a command of the hub; an unknown one is refused.</summary>
    CommandAnswer Execute(string command, JsonElement? args);
}
