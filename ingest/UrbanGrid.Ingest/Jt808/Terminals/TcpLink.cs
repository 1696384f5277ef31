using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using UrbanGrid.Ingest.Jt808.Frames;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>A terminal on a TCP connection. Answers are gathered while the socket is busy; a terminal that does not read loses its connection.</summary>
internal sealed class TcpLink(IDuplexPipe transport, string? address, Action abort, int maxUnread, TimeProvider time) : TerminalLink(address)
{
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _leaving = new();

    public override bool IsShared => false;

    /// <summary>Writes what is sent until <see cref="CompleteAsync"/>.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (await _wake.Reader.WaitToReadAsync())
            {
                _wake.Reader.TryRead(out _);
                lock (_lock)
                {
                    (_waiting, _leaving) = (_leaving, _waiting);
                }

                if (_leaving.WrittenCount > 0)
                {
                    var result = await transport.Output.WriteAsync(_leaving.WrittenMemory);
                    _leaving.ResetWrittenCount();
                    if (result.IsCompleted)
                    {
                        return;
                    }
                }
            }
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException or InvalidOperationException)
        {
            Close("lost");
        }
    }

    /// <summary>No more is sent; waits a little for what has been.</summary>
    /// <param name="writing">The task of <see cref="RunAsync"/>.</param>
    public async Task CompleteAsync(Task writing)
    {
        _wake.Writer.TryWrite(true);
        _wake.Writer.TryComplete();
        try
        {
            await writing.WaitAsync(GoodbyeTime, time);
        }
        catch (TimeoutException)
        {
            abort();
            await writing;
        }
    }

    protected override int Write(Jt808Version version, ushort messageId, string phone, ushort serial, ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            if (_waiting.WrittenCount <= maxUnread)
            {
                return FrameWriter.Write(_waiting, version, messageId, phone, serial, body);
            }
        }

        Close("does_not_read");
        abort();
        return 1;
    }

    protected override void Flush() => _wake.Writer.TryWrite(true);

    protected override void Close() => transport.Input.CancelPendingRead();
}
