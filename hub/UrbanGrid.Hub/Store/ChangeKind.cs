namespace UrbanGrid.Hub.Store;

/// <summary>What another hub can have changed; a word without spaces each.</summary>
public static class ChangeKind
{
    /// <summary>A case; the key is its number.</summary>
    public const string Case = "case";
    /// <summary>An incident; the key is its id.</summary>
    public const string Incident = "incident";
    /// <summary>A registered device; the key is its id.</summary>
    public const string Device = "device";
    /// <summary>The zones of a camera; the key is the camera's id.</summary>
    public const string Zones = "zones";
    /// <summary>The covers of a camera; the key is the camera's id.</summary>
    public const string Covers = "covers";
    /// <summary>A person who signs in; the key is their id.</summary>
    public const string Person = "person";
    /// <summary>An alarm of the register; the key is its id.</summary>
    public const string Alarm = "alarm";
    /// <summary>The catalogue, or the city; the key is the position in their log.</summary>
    public const string Register = "register";
    /// <summary>A command to a device; the key is its id.</summary>
    public const string Command = "command";
    /// <summary>An area vehicles are judged by; the key is its id.</summary>
    public const string Geofence = "geofence";
}
