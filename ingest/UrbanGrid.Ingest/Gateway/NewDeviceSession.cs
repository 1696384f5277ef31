namespace UrbanGrid.Ingest.Gateway;

/// <summary>Marks the session of a device that has no token yet: it may ask for one, and nothing else.</summary>
internal sealed class NewDeviceSession
{
    /// <summary>The mark.</summary>
    public static readonly NewDeviceSession Instance = new();

    private NewDeviceSession()
    {
    }
}
