using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// A WebSocket as a pair of pipes. Packets may be split over frames at will, MQTT 5 §6.0; a frame that is not binary
/// closes the connection.
/// </summary>
internal sealed class WebSocketPipe(WebSocket socket) : IDuplexPipe, IDisposable
{
    private const int FrameBytes = 16 * 1024;

    /// <summary>How long the peer may take to answer the close frame.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly Pipe _received = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe _toSend = new(new PipeOptions(useSynchronizationContext: false));
    private readonly CancellationTokenSource _done = new();

    public PipeReader Input => _received.Reader;

    public PipeWriter Output => _toSend.Writer;

    /// <summary>Carries bytes both ways until the output is completed or the socket fails.</summary>
    public async Task RunAsync()
    {
        var receiving = ReceiveAsync();
        await SendAsync();
        _done.CancelAfter(CloseTimeout);
        await receiving;
    }

    public void Dispose() => _done.Dispose();

    private async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(_received.Writer.GetMemory(FrameBytes), _done.Token);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (frame.MessageType == WebSocketMessageType.Text)
                {
                    failure = new IOException("MQTT over WebSocket uses binary frames, MQTT 5 §6.0.");
                    break;
                }

                _received.Writer.Advance(frame.Count);
                var flush = await _received.Writer.FlushAsync(_done.Token);
                if (flush.IsCompleted)
                {
                    break;
                }
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            failure = new IOException("The WebSocket was lost.", error);
        }

        await _received.Writer.CompleteAsync(failure);
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await _toSend.Reader.ReadAsync();
                foreach (var segment in result.Buffer)
                {
                    if (!segment.IsEmpty)
                    {
                        await socket.SendAsync(segment, WebSocketMessageType.Binary, endOfMessage: true, _done.Token);
                    }
                }

                _toSend.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _done.Token);
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            // The receiving side reports the loss.
        }

        await _toSend.Reader.CompleteAsync();
    }
}
