using System.Diagnostics.CodeAnalysis;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>One connected client as the application sees it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and no handle; late readers may hold it.")]
public sealed class MqttSession
{
    private readonly MqttPeer _peer;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEnd? _end;
    private volatile bool _drainEnded;

    internal MqttSession(ConnectPacket connect, string clientId, MqttPeer peer, SessionSender sender, KeepAliveWatch watch)
    {
        _peer = peer;
        Connect = connect;
        ClientId = clientId;
        Sender = sender;
        Watch = watch;
        Closing = _closing.Token;
    }

    /// <summary>Client identifier, assigned by the server if the client sent none.</summary>
    public string ClientId { get; }

    /// <summary>User name of CONNECT.</summary>
    public string? UserName => Connect.UserName;

    /// <summary>Protocol version the client speaks.</summary>
    public MqttVersion Version => Connect.Version;

    /// <summary>Address of the peer.</summary>
    public string? RemoteAddress => _peer.RemoteAddress;

    /// <summary>Free for the application: what it found when it authenticated the session.</summary>
    public object? Tag { get; set; }

    internal ConnectPacket Connect { get; }

    internal SessionSender Sender { get; }

    internal KeepAliveWatch Watch { get; }

    /// <summary>Filters subscribed to; read loop only.</summary>
    internal HashSet<string> Filters { get; } = new(StringComparer.Ordinal);

    /// <summary>Cancelled when the session is to end.</summary>
    internal CancellationToken Closing { get; }

    /// <summary>Why it ends; null while it lives.</summary>
    internal SessionEnd? End => Volatile.Read(ref _end);

    /// <summary>Completes when the application has been told of the end.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Closes the connection with a reason; its will is published.</summary>
    public void Disconnect(MqttReasonCode reason) => Close(SessionEnd.ByServer(reason));

    /// <inheritdoc/>
    public override string ToString() => ClientId;

    /// <summary>Makes the session end; the first reason given stays.</summary>
    internal void Close(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
        {
            return;
        }

        _peer.Transport.Input.CancelPendingRead();
        Sender.Nudge();
        // Callbacks of the application may hang on this token; they must not run on the caller's thread.
        _ = _closing.CancelAsync();
    }

    /// <summary>Completes when all messages received are acknowledged, or <see cref="EndDrain"/> is called.</summary>
    internal async Task DrainAsync()
    {
        while (!Sender.Acks.IsEmpty && !_drainEnded)
        {
            await Sender.ProgressAsync();
        }
    }

    internal void EndDrain()
    {
        _drainEnded = true;
        Sender.Nudge();
    }

    internal void Abort() => _peer.Abort();

    internal void MarkEnded() => _ended.TrySetResult();
}
