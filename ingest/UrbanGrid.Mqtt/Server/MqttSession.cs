using System.Diagnostics.CodeAnalysis;
using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt;

/// <summary>One connected client as the application sees it: ends with its connection, whatever the client's session does.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The token source has no timer and no handle; late readers may hold it.")]
public sealed class MqttSession
{
    private readonly MqttPeer _peer;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEnd? _end;
    private volatile bool _drainEnded;

    internal MqttSession(ConnectPacket connect, string clientId, MqttPeer peer, KeepAliveWatch watch)
    {
        _peer = peer;
        Connect = connect;
        ClientId = clientId;
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

    /// <summary>Whose session it is: only the same user gets it back.</summary>
    internal string? Owner => NamedOwner ?? Connect.UserName ?? _peer.CertificateName;

    /// <summary>Whose it is by the application's word, where the user name is a secret and must be kept nowhere.</summary>
    internal string? NamedOwner { get; init; }

    internal KeepAliveWatch Watch { get; }

    /// <summary>What may outlive this connection; set by <see cref="Attach"/>.</summary>
    internal SessionState State { get; private set; } = null!;

    internal SessionSender Sender { get; private set; } = null!;

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

    /// <summary>Takes up a session; before anything else is done with it.</summary>
    internal void Attach(SessionState state, MqttServerOptions options, MqttCounters counters, TimeProvider time)
    {
        State = state;
        Sender = new SessionSender(_peer.Transport.Output, Connect, state, options, counters, time);
        state.Attach(this, Math.Min(Connect.ReceiveMaximum, options.MaxInflightPerSession));
    }

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

    /// <summary>Ends the session if the client is silent for too long, or does not read what is sent to it.</summary>
    internal void Check(TimeSpan writeTimeout)
    {
        if (Watch.IsOver)
        {
            Close(SessionEnd.ByServer(MqttReasonCode.KeepAliveTimeout));
        }

        if (Sender.StuckFor() > writeTimeout)
        {
            Close(SessionEnd.Lost);
            _peer.Abort();
        }
    }

    internal void MarkEnded() => _ended.TrySetResult();
}
