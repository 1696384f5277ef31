using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UrbanGrid.Bench.Vehicles;

/// <summary>
/// A JT/T 808 terminal (edition of 2013) that costs next to nothing, so that ten thousand fit beside the hub: it sends positions from
/// one buffer and counts the answers.
/// </summary>
internal sealed class LoadTerminal : IDisposable
{
    private const int HeaderBytes = 12;
    private const ushort Register = 0x0100;
    private const ushort Authenticate = 0x0102;
    private const ushort Position = 0x0200;
    private const ushort RegisterAnswer = 0x8100;
    private const ushort GeneralAnswer = 0x8001;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _phone;
    private readonly byte[] _plain = new byte[96];
    private readonly byte[] _frame = new byte[200];
    private readonly byte[] _received = new byte[256];
    private readonly byte[] _answer = new byte[64];
    private int _answerLength;
    private bool _escaped;
    private ushort _serial;
    private long _answered;
    private byte[]? _code;

    public LoadTerminal(int number)
    {
        Number = number;
        _phone = Convert.FromHexString(PhoneOf(number));
    }

    public int Number { get; }

    /// <summary>Positions the hub has stored, as it answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Number of a terminal.</summary>
    public static string PhoneOf(int number) => $"0139{number:D8}";

    public async Task LogInAsync(int port, CancellationToken cancellationToken)
    {
        await _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        var body = new byte[37];
        Encoding.ASCII.GetBytes("70111UG-LOAD").CopyTo(body, 4);
        await SendAsync(Register, body, cancellationToken);
        while (_code is null)
        {
            await ReceiveAsync(cancellationToken);
        }

        await SendAsync(Authenticate, _code, cancellationToken);
        while (Answered == 0)
        {
            await ReceiveAsync(cancellationToken);
        }

        Interlocked.Exchange(ref _answered, 0);
    }

    /// <summary>Counts answers until it is cancelled or the hub hangs up.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await ReceiveAsync(cancellationToken))
            {
            }
        }
        catch (OperationCanceledException)
        {
            // The bench is over.
        }
    }

    public void SendPosition(long at, double lat, double lon, double kmh, double course)
    {
        var body = _plain.AsSpan(HeaderBytes, 40);
        body.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], 3);
        BinaryPrimitives.WriteUInt32BigEndian(body[8..], (uint)Math.Round(lat * 1e6));
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], (uint)Math.Round(lon * 1e6));
        BinaryPrimitives.WriteUInt16BigEndian(body[18..], (ushort)Math.Round(kmh * 10));
        BinaryPrimitives.WriteUInt16BigEndian(body[20..], (ushort)course);
        var local = DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(TimeSpan.FromHours(8));
        (body[22], body[23], body[24], body[25], body[26], body[27]) =
            (Bcd(local.Year % 100), Bcd(local.Month), Bcd(local.Day), Bcd(local.Hour), Bcd(local.Minute), Bcd(local.Second));
        (body[28], body[29], body[34], body[35], body[36], body[37], body[38], body[39]) = (0x01, 4, 0x30, 1, 28, 0x31, 1, 12);
        BinaryPrimitives.WriteUInt32BigEndian(body[30..], (uint)(at / 1_000 % 1_000_000));
        _socket.Send(_frame.AsSpan(0, Frame(Position, 40)));
    }

    public void Dispose() => _socket.Dispose();

    private static byte Bcd(int two) => (byte)((two / 10 << 4) | (two % 10));

    private async ValueTask SendAsync(ushort id, byte[] body, CancellationToken cancellationToken)
    {
        body.CopyTo(_plain, HeaderBytes);
        await _socket.SendAsync(_frame.AsMemory(0, Frame(id, body.Length)), cancellationToken);
    }

    /// <summary>Puts header, checksum and escapes around the body.</summary>
    private int Frame(ushort id, int bodyLength)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_plain, id);
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(2), (ushort)bodyLength);
        _phone.CopyTo(_plain, 4);
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(10), _serial++);
        byte check = 0;
        var length = 0;
        _frame[length++] = 0x7e;
        for (var i = 0; i <= HeaderBytes + bodyLength; i++)
        {
            var value = i < HeaderBytes + bodyLength ? _plain[i] : check;
            check ^= value;
            if (value is 0x7e or 0x7d)
            {
                _frame[length++] = 0x7d;
                _frame[length++] = value == 0x7e ? (byte)2 : (byte)1;
            }
            else
            {
                _frame[length++] = value;
            }
        }

        _frame[length++] = 0x7e;
        return length;
    }

    private async ValueTask<bool> ReceiveAsync(CancellationToken cancellationToken)
    {
        var read = await _socket.ReceiveAsync(_received.AsMemory(), cancellationToken);
        foreach (var value in _received.AsSpan(0, read))
        {
            Take(value);
        }

        return read > 0;
    }

    private void Take(byte value)
    {
        if (value == 0x7e)
        {
            if (_answerLength > HeaderBytes)
            {
                Take(BinaryPrimitives.ReadUInt16BigEndian(_answer), _answer.AsSpan(HeaderBytes, _answerLength - HeaderBytes - 1));
            }

            (_answerLength, _escaped) = (0, false);
        }
        else if (value == 0x7d && !_escaped)
        {
            _escaped = true;
        }
        else if (_answerLength < _answer.Length)
        {
            _answer[_answerLength++] = !_escaped ? value : value == 1 ? (byte)0x7d : (byte)0x7e;
            _escaped = false;
        }
    }

    private void Take(ushort id, ReadOnlySpan<byte> body)
    {
        if (id == RegisterAnswer)
        {
            _code = body[2] == 0 ? body[3..].ToArray() : throw new InvalidOperationException($"Terminal {PhoneOf(Number)} is not registered: {body[2]}.");
        }
        else if (id == GeneralAnswer && body[4] == 0)
        {
            Interlocked.Increment(ref _answered);
        }
    }
}
