using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.ThingsBoard;

/// <summary>One session that listens on ThingsBoard's device API.</summary>
internal sealed class ThingsBoardSession(MqttSession session, string deviceId, long since)
{
    /// <summary>Commands of which an answer is expected; the oldest are forgotten beyond it.</summary>
    private const int MaxPending = 100;

    private readonly ConcurrentDictionary<int, string> _pending = new();
    private int _lastRequest;

    public MqttSession Session { get; } = session;

    public string DeviceId { get; } = deviceId;

    /// <summary>When it began to listen, Unix ms.</summary>
    public long Since { get; } = since;

    /// <summary>Whether it asked for commands.</summary>
    public bool WantsCommands { get; set; }

    /// <summary>Shared attributes as it last heard them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Shared { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>A number for a command; the API counts its requests.</summary>
    public string Expect(string commandId)
    {
        var request = Interlocked.Increment(ref _lastRequest);
        _pending[request] = commandId;
        _pending.TryRemove(request - MaxPending, out _);
        return request.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The command a request's answer is for; null if it is none of this session's.</summary>
    public string? Answered(string request) =>
        int.TryParse(request, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _pending.TryRemove(number, out var command) ? command : null;
}
