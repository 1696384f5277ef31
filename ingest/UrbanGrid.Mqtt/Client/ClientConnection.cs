using System.Buffers;
using System.Net.Sockets;
using System.Security.Authentication;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Client;

/// <summary>One connection of a client, from CONNECT to its loss.</summary>
internal sealed class ClientConnection : IAsyncDisposable
{
    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly MqttClientOptions _options;
    private readonly ClientTransport _transport;
    private readonly TimeProvider _time;
    private readonly ClientSession _session;
    private readonly ClientOutbox _outbox;
    private readonly ClientInbox _inbox;
    private readonly AsyncSignal _work = new();
    private readonly ClientReceiver _receiver;
    private readonly CancellationTokenSource _lost = new();
    private TimeSpan _keepAlive;
    private volatile bool _leaving;
    private MqttReasonCode? _complaint;

    private ClientConnection(
        MqttClientOptions options, ClientTransport transport, TimeProvider time, ClientSession session,
        Func<MqttDelivery, CancellationToken, ValueTask> deliver)
    {
        _options = options;
        _transport = transport;
        _time = time;
        _session = session;
        _outbox = session.Outbox;
        _inbox = new ClientInbox(options.MaxPendingDeliveries, options.Version, session.Received, _outbox, _work);
        _receiver = new ClientReceiver(options, transport.Input, _outbox, _inbox, _work, deliver);
        _keepAlive = options.KeepAlive;
    }

    /// <summary>Whether the server had the session of an earlier connection.</summary>
    public bool SessionPresent { get; private set; }

    /// <summary>Connects and waits for CONNACK.</summary>
    /// <exception cref="MqttRefusedException">The server said no.</exception>
    /// <exception cref="IOException">It could not be reached, or answered nonsense.</exception>
    public static async Task<ClientConnection> OpenAsync(
        MqttClientOptions options, TimeProvider time, ClientSession session,
        Func<MqttDelivery, CancellationToken, ValueTask> deliver, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        ClientConnection? connection = null;
        try
        {
            var transport = await ClientTransport.OpenAsync(options, either.Token);
            connection = new ClientConnection(options, transport, time, session, deliver);
            connection.Begin(await ClientHandshake.RunAsync(transport, options, session.ClientId, either.Token));
            return connection;
        }
        catch (Exception error)
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }

            cancellationToken.ThrowIfCancellationRequested();
            throw error is SocketException or AuthenticationException or OperationCanceledException or MqttProtocolException
                ? new IOException($"No connection to {options.Host}:{options.Port}: {error.Message}", error)
                : error;
        }
    }

    /// <summary>Sends and receives until the connection is lost, left or cancelled; then what no session keeps has failed.</summary>
    /// <param name="losing">Called before anything fails: who hears that his message failed must not find the client connected.</param>
    /// <param name="cancellationToken">Ends the connection.</param>
    public async Task RunAsync(Action losing, CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => _lost.Cancel());
        Exception? cause = null;
        var handling = _receiver.DeliverAsync(_lost.Token);
        Task[] loops = [_receiver.RunAsync(_lost.Token), WriteAsync(), PingAsync()];
        try
        {
            await await Task.WhenAny(loops);
            // Left: the server closes in its turn; closing first could cut off the DISCONNECT.
            await Task.WhenAny(loops[0], Task.Delay(CloseTimeout, _time, cancellationToken));
        }
        catch (MqttProtocolException error)
        {
            cause = error;
            _complaint = error.Reason;
            _work.Set();
            await Task.WhenAny(loops[1], Task.Delay(CloseTimeout, _time, CancellationToken.None));
        }
        catch (Exception error) when (error is IOException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            cause = error;
        }

        await _lost.CancelAsync();
        _work.Set();
        _inbox.End();
        losing();
        _session.Lose(cause);
        await _transport.DisposeAsync();
        _receiver.Complete();
        await Task.WhenAll(loops.Append(handling)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (cause is not null && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException(cause.Message, cause);
        }
    }

    /// <summary>Lets the write loop send what was added to the outbox.</summary>
    public void Wake() => _work.Set();

    public async Task<MqttReasonCode> SubscribeAsync(SubscriptionRequest subscription)
    {
        var answer = _outbox.AddRequest(
            id => Encode(output => new SubscribePacket(id, 0, [subscription]).Write(output, _options.Version)));
        _work.Set();
        var reasons = (await answer).Reasons;
        return reasons.Count == 1 ? reasons[0] : MqttReasonCode.ProtocolError;
    }

    public async Task UnsubscribeAsync(string filter)
    {
        var answer = _outbox.AddRequest(
            id => Encode(output => new UnsubscribePacket(id, [filter]).Write(output, _options.Version)));
        _work.Set();
        await answer;
    }

    /// <summary>Takes nothing more, sends what waits, then, when all is acknowledged both ways, DISCONNECT, and ends.</summary>
    public void Leave()
    {
        _leaving = true;
        _receiver.TakesNothingMore = true;
        _work.Set();
    }

    public async ValueTask DisposeAsync()
    {
        await _transport.DisposeAsync();
        _lost.Dispose();
    }

    private static byte[] Encode(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return output.WrittenSpan.ToArray();
    }

    private void Begin(ServerAnswer answer)
    {
        _session.Begin(answer);
        SessionPresent = answer.SessionPresent;
        _keepAlive = answer.KeepAlive ?? _keepAlive;
        _work.Set();
    }

    private async Task WriteAsync()
    {
        var output = _transport.Output;
        var written = new List<PendingPublish>();
        while (true)
        {
            await _work.WaitAsync();
            _lost.Token.ThrowIfCancellationRequested();
            while (_complaint is null && Write(written))
            {
                await output.FlushAsync(_lost.Token);
                written.ForEach(p => p.TrySetResult(MqttReasonCode.Success));
                written.Clear();
            }

            if (_complaint is not null || (_leaving && _outbox.IsIdle && _inbox.IsIdle))
            {
                new DisconnectPacket(_complaint ?? MqttReasonCode.Success).Write(output, _options.Version);
                await output.FlushAsync(_lost.Token);
                return;
            }
        }
    }

    private bool Write(List<PendingPublish> written)
    {
        var output = _transport.Output;
        while (output.UnflushedBytes < FlushBytes
            && _outbox.TryTake(out var control, out var publish, out var packetId, out var duplicate))
        {
            if (control is not null)
            {
                output.Write(control);
                continue;
            }

            var header = PublishPacket.Header(publish!.Qos, publish.Retain, duplicate);
            PublishEncoder.Write(
                output, publish.Message, _options.Version, header, packetId, publish.ExpirySeconds, []);
            if (publish.Qos == MqttQos.AtMostOnce)
            {
                written.Add(publish);
            }
        }

        return output.UnflushedBytes > 0;
    }

    private async Task PingAsync()
    {
        if (_keepAlive <= TimeSpan.Zero)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, _lost.Token);
        }

        while (true)
        {
            var before = _receiver.PacketsRead;
            _outbox.AddControl(PingPackets.Request);
            _work.Set();
            await Task.Delay(_keepAlive / 2, _time, _lost.Token);
            // While deliveries wait for room, the answer is behind them in the socket.
            if (_receiver.PacketsRead == before && !_receiver.IsHeldUp)
            {
                throw new IOException("The server does not answer pings.");
            }
        }
    }
}
