using System.Globalization;

namespace UrbanGrid.Contracts;

/// <summary>What a message below <c>urbangrid/v1/{device}/</c> carries.</summary>
public enum TopicKind
{
    /// <summary>Sensor values, JSON.</summary>
    Telemetry,
    /// <summary>Position of a vehicle or a phone, JSON.</summary>
    Position,
    /// <summary>One JPEG; the last level is its Unix time in milliseconds.</summary>
    Frame,
    /// <summary>Detection of a camera whose detectors run in the edge agent, JSON.</summary>
    Detection,
    /// <summary>Anything else a device wants to tell, JSON.</summary>
    Event,
    /// <summary><c>online</c> or <c>offline</c>, retained; the last is the will.</summary>
    Status,
    /// <summary>Order from the hub to the device, JSON; the last level is its name.</summary>
    Command,
    /// <summary>Answer of a device to a command, JSON; the last level is the command's id.</summary>
    Reply,
    /// <summary>What the detectors of a camera think at the moment, JSON; only while somebody looks.</summary>
    Overlay,
    /// <summary>What the detectors of a camera have learned and must not forget, JSON.</summary>
    Learned,
    /// <summary>Part of a file the hub asked for; the last two levels are the file's id and the part's number, 0 for its manifest.</summary>
    File,
}

/// <summary>A topic of the wire contract: which device, what kind, and the last level where the kind has one.</summary>
/// <param name="DeviceId">Device id, see <see cref="Contracts.DeviceId"/>.</param>
/// <param name="Kind">What the payload is.</param>
/// <param name="Tail">Frame time, command name, command id, or <c>{file}/{part}</c>; empty for the other kinds.</param>
public readonly record struct DeviceTopic(string DeviceId, TopicKind Kind, string Tail)
{
    /// <summary>First two levels of every topic.</summary>
    public const string Root = "urbangrid/v1/";

    /// <summary>Topic of a device's sensor values.</summary>
    public static string Telemetry(string deviceId) => $"{Root}{deviceId}/telemetry";

    /// <summary>Topic of a device's positions.</summary>
    public static string Position(string deviceId) => $"{Root}{deviceId}/position";

    /// <summary>Topic of one camera frame taken at <paramref name="timestamp"/> (Unix ms).</summary>
    public static string Frame(string deviceId, long timestamp) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{deviceId}/frame/{timestamp}");

    /// <summary>Topic of detections made beside the camera.</summary>
    public static string Detection(string deviceId) => $"{Root}{deviceId}/detection";

    /// <summary>Topic of what detectors beside the camera think at the moment.</summary>
    public static string Overlay(string deviceId) => $"{Root}{deviceId}/overlay";

    /// <summary>Topic of what detectors beside the camera have learned.</summary>
    public static string Learned(string deviceId) => $"{Root}{deviceId}/learned";

    /// <summary>Topic of a device's events.</summary>
    public static string Event(string deviceId) => $"{Root}{deviceId}/event";

    /// <summary>Topic of a device's retained status and will.</summary>
    public static string Status(string deviceId) => $"{Root}{deviceId}/status";

    /// <summary>Topic of one command to a device; <c>+</c> as name makes the device's subscription filter.</summary>
    public static string Command(string deviceId, string name) => $"{Root}{deviceId}/command/{name}";

    /// <summary>Topic of the answer to a command.</summary>
    public static string Reply(string deviceId, string commandId) => $"{Root}{deviceId}/reply/{commandId}";

    /// <summary>Topic of a part of a file; part 0 is its manifest (<see cref="FileManifest"/>), the bytes follow from 1 on.</summary>
    public static string File(string deviceId, string fileId, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{deviceId}/file/{fileId}/{part}");

    /// <summary>Reads a topic; false when it is none of the contract's.</summary>
    public static bool TryParse(string topic, out DeviceTopic parsed)
    {
        parsed = default;
        if (!topic.StartsWith(Root, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = topic.AsSpan(Root.Length);
        var slash = rest.IndexOf('/');
        if (slash <= 0)
        {
            return false;
        }

        var device = rest[..slash];
        var kindAndTail = rest[(slash + 1)..];
        var next = kindAndTail.IndexOf('/');
        var kindName = next < 0 ? kindAndTail : kindAndTail[..next];
        var tail = next < 0 ? default : kindAndTail[(next + 1)..];
        if (KindOf(kindName) is not { } kind || HasTail(kind) != (next >= 0) || tail.Count('/') != (kind == TopicKind.File ? 1 : 0) || (next >= 0 && tail.IsEmpty))
        {
            return false;
        }

        parsed = new DeviceTopic(device.ToString(), kind, tail.ToString());
        return true;
    }

    private static TopicKind? KindOf(ReadOnlySpan<char> name) => name switch
    {
        "telemetry" => TopicKind.Telemetry,
        "position" => TopicKind.Position,
        "frame" => TopicKind.Frame,
        "detection" => TopicKind.Detection,
        "event" => TopicKind.Event,
        "status" => TopicKind.Status,
        "command" => TopicKind.Command,
        "reply" => TopicKind.Reply,
        "overlay" => TopicKind.Overlay,
        "learned" => TopicKind.Learned,
        "file" => TopicKind.File,
        _ => null,
    };

    private static bool HasTail(TopicKind kind) => kind is TopicKind.Frame or TopicKind.Command or TopicKind.Reply or TopicKind.File;
}
