namespace UrbanGrid.Mqtt;

/// <summary>
/// Where persistent sessions, their queues and retained messages outlive the server. The server holds all of it in memory
/// too; it reads the store once, at start. Sessions that end with their connection never reach it.
/// </summary>
public interface IMqttSessionStore
{
    /// <summary>Everything that is kept. Called once, before the first change.</summary>
    ValueTask<KeptState> LoadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a change; returns at once, from any thread. The task completes when the change, and with it every change taken
    /// before, is on the disk. It does not fail: a store that cannot write tries again until it can.
    /// </summary>
    Task Append(SessionChange change);
}
