using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.Ingest.Jt808.Terminals;

namespace UrbanGrid.Ingest.Jt808.Video;

/// <summary>
/// Live pictures of vehicles: asks a terminal to send a channel's video (0x9101) to the hub's stream port, waits for a key frame,
/// and lets it stop (0x9102).
/// </summary>
public sealed class VideoOrders
{
    private const ushort AskForVideo = 0x9101;
    private const ushort ControlVideo = 0x9102;
    private const int PictureOnly = 1;
    private const int SubStream = 1;

    private readonly TerminalSessions _sessions;
    private readonly Jt808Options _options;
    private readonly ConcurrentDictionary<(string Number, int Channel), TaskCompletionSource<VideoFrame>> _waiting = new();

    internal VideoOrders(TerminalSessions sessions, Jt808Options options) => (_sessions, _options) = (sessions, options);

    /// <summary>Asks for a picture. Whoever asks for the same one meanwhile gets it as well.</summary>
    /// <param name="deviceId">The vehicle.</param>
    /// <param name="channel">Logical channel of the camera, from 1.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Null if no terminal of it is connected over TCP, or there is no stream port.</returns>
    /// <exception cref="OperationCanceledException">No key frame came in time.</exception>
    public async Task<VideoFrame?> AskAsync(string deviceId, int channel, CancellationToken cancellationToken)
    {
        if (_sessions.Find(deviceId) is not { Phone: { } phone } session || _options.VideoPort is not { } port || (_options.VideoHost ?? session.Link.LocalAddress) is not { } host)
        {
            return null;
        }

        var key = (Bcd.Significant(phone), channel);
        var mine = new TaskCompletionSource<VideoFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
        var frame = _waiting.GetOrAdd(key, mine);
        try
        {
            if (frame == mine)
            {
                Send(session, AskForVideo, new JsonObject { ["host"] = host, ["tcpPort"] = port, ["udpPort"] = 0, ["channel"] = channel, ["kind"] = PictureOnly, ["stream"] = SubStream });
            }

            return await frame.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            if (frame == mine)
            {
                _waiting.TryRemove(key, out _);
                Send(session, ControlVideo, new JsonObject { ["channel"] = channel });
            }
        }
    }

    /// <summary>Whether somebody waits for a channel of a terminal.</summary>
    internal bool IsWanted(string phone, int channel) => _waiting.ContainsKey((Bcd.Significant(phone), channel));

    /// <summary>A key frame has come.</summary>
    internal void Take(string phone, int channel, VideoFrame frame)
    {
        if (_waiting.TryGetValue((Bcd.Significant(phone), channel), out var waiting))
        {
            waiting.TrySetResult(frame);
        }
    }

    private static void Send(TerminalSession session, ushort messageId, JsonObject fields) =>
        session.Send(messageId, MessageBody.Write(messageId, session.Version, fields));
}
