using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UrbanGrid.TestKit;

/// <summary>An answer of the platform.</summary>
/// <param name="MessageId">What message.</param>
/// <param name="Serial">Its serial number.</param>
/// <param name="Body">Its body.</param>
public sealed record Jt808Answer(ushort MessageId, ushort Serial, byte[] Body)
{
    /// <summary>Serial number it answers.</summary>
    public ushort AnsweredSerial => BinaryPrimitives.ReadUInt16BigEndian(Body);

    /// <summary>Message the general answer is about.</summary>
    public ushort AnsweredId => BinaryPrimitives.ReadUInt16BigEndian(Body.AsSpan(2));

    /// <summary>Result of a general answer.</summary>
    public byte Result => Body[4];
}

/// <summary>
/// A vehicle terminal of JT/T 808 over TCP or UDP, written apart from the hub's own codec so that the two check each other. One caller at a
/// time; sending a position makes no garbage.
/// </summary>
public sealed class Jt808Terminal : IAsyncDisposable
{
    private const int MaxFrame = 4 * 1024;

    private readonly Socket _socket;
    private readonly bool _is2019;
    private readonly byte[] _phone;
    private readonly byte[] _plain = new byte[MaxFrame];
    private readonly byte[] _frame = new byte[2 * MaxFrame];
    private readonly byte[] _received = new byte[64 * 1024];
    private readonly Queue<Jt808Answer> _answers = new();
    private readonly List<byte> _partial = [];
    private ushort _serial;

    private Jt808Terminal(Socket socket, string phone, bool is2019)
    {
        (_socket, _is2019) = (socket, is2019);
        _phone = Convert.FromHexString(phone.PadLeft(is2019 ? 20 : 12, '0'));
    }

    /// <summary>Serial number of the next message.</summary>
    public ushort NextSerial => _serial;

    /// <summary>Connects.</summary>
    /// <param name="port">Port of the hub on this machine.</param>
    /// <param name="phone">Number of the terminal.</param>
    /// <param name="is2019">Whether it speaks the edition of 2019.</param>
    /// <param name="udp">Whether it sends datagrams.</param>
    /// <param name="from">Its own address; null for any of this machine.</param>
    public static async Task<Jt808Terminal> ConnectAsync(int port, string phone, bool is2019 = false, bool udp = false, IPAddress? from = null)
    {
        var socket = udp ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        return new Jt808Terminal(socket, phone, is2019);
    }

    /// <summary>Registers; returns the result, and the code if it is 0.</summary>
    public async Task<(byte Result, string Code)> RegisterAsync(string plate = "京A12345", string terminalId = "T000001")
    {
        var (maker, model, id) = _is2019 ? (11, 30, 30) : (5, 20, 7);
        var body = new byte[4 + maker + model + id + 1];
        BinaryPrimitives.WriteUInt16BigEndian(body, 11);
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(2), 100);
        Encoding.ASCII.GetBytes("70111").CopyTo(body, 4);
        Encoding.ASCII.GetBytes("UG-1").CopyTo(body, 4 + maker);
        Encoding.ASCII.GetBytes(terminalId).AsSpan(0, Math.Min(id, terminalId.Length)).CopyTo(body.AsSpan(4 + maker + model));
        body[^1] = 1;
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!.GetBytes(plate);
        var serial = await SendAsync(0x0100, [.. body, .. gbk]);
        var answer = await AnswerAsync(0x8100, a => a.AnsweredSerial == serial);
        return (answer.Body[2], Encoding.ASCII.GetString(answer.Body.AsSpan(3)));
    }

    /// <summary>Authenticates itself; returns the result.</summary>
    public async Task<byte> AuthenticateAsync(string code)
    {
        var bytes = Encoding.ASCII.GetBytes(code);
        var serial = await SendAsync(0x0102, _is2019 ? [(byte)bytes.Length, .. bytes, .. new byte[15 + 20]] : bytes);
        return (await AnswerAsync(0x8001, a => a.AnsweredSerial == serial)).Result;
    }

    /// <summary>Registers and authenticates itself.</summary>
    public async Task LogInAsync()
    {
        var (result, code) = await RegisterAsync();
        if (result != 0 || await AuthenticateAsync(code) != 0)
        {
            throw new InvalidOperationException($"The hub turns the terminal away: registration {result}.");
        }
    }

    /// <summary>Sends a position.</summary>
    /// <returns>Its serial number.</returns>
    public ValueTask<ushort> SendPositionAsync(
        DateTimeOffset time, double lat, double lon, double kmh = 36, int course = 90, uint alarms = 0, uint status = 3, ReadOnlyMemory<byte> items = default)
    {
        var body = _plain.AsSpan(HeaderBytes);
        WritePosition(body, time, lat, lon, kmh, course, alarms, status);
        items.Span.CopyTo(body[28..]);
        return SendBodyAsync(0x0200, 28 + items.Length);
    }

    /// <summary>Writes the 28 bytes of a position.</summary>
    public static void WritePosition(Span<byte> body, DateTimeOffset time, double lat, double lon, double kmh = 36, int course = 90, uint alarms = 0, uint status = 3)
    {
        BinaryPrimitives.WriteUInt32BigEndian(body, alarms);
        BinaryPrimitives.WriteUInt32BigEndian(body[4..], status | (lat < 0 ? 4u : 0) | (lon < 0 ? 8u : 0));
        BinaryPrimitives.WriteUInt32BigEndian(body[8..], (uint)Math.Round(Math.Abs(lat) * 1e6));
        BinaryPrimitives.WriteUInt32BigEndian(body[12..], (uint)Math.Round(Math.Abs(lon) * 1e6));
        BinaryPrimitives.WriteUInt16BigEndian(body[16..], 50);
        BinaryPrimitives.WriteUInt16BigEndian(body[18..], (ushort)Math.Round(kmh * 10));
        BinaryPrimitives.WriteUInt16BigEndian(body[20..], (ushort)course);
        var local = time.ToOffset(TimeSpan.FromHours(8));
        (body[22], body[23], body[24], body[25], body[26], body[27]) =
            (Bcd(local.Year % 100), Bcd(local.Month), Bcd(local.Day), Bcd(local.Hour), Bcd(local.Minute), Bcd(local.Second));
    }

    /// <summary>Sends a message.</summary>
    /// <returns>Its serial number.</returns>
    public ValueTask<ushort> SendAsync(ushort messageId, ReadOnlySpan<byte> body)
    {
        body.CopyTo(_plain.AsSpan(HeaderBytes));
        return SendBodyAsync(messageId, body.Length);
    }

    /// <summary>Sends a message in packages of so many bytes; some may be left out.</summary>
    /// <returns>Serial number of the first.</returns>
    public async Task<ushort> SendPartsAsync(ushort messageId, byte[] body, int size, Func<int, bool>? leaveOut = null)
    {
        var first = _serial;
        var total = (body.Length + size - 1) / size;
        for (var part = 1; part <= total; part++)
        {
            if (leaveOut?.Invoke(part) == true)
            {
                _serial++;
                continue;
            }

            await SendPartAsync(messageId, body, size, part, (ushort)(first + part - 1));
            _serial = (ushort)(first + part);
        }

        return first;
    }

    /// <summary>Sends one package of a message, with a serial number of its own.</summary>
    public async Task SendPartAsync(ushort messageId, byte[] body, int size, int part, ushort serial)
    {
        var total = (body.Length + size - 1) / size;
        var slice = body.AsMemory((part - 1) * size, Math.Min(size, body.Length - ((part - 1) * size)));
        slice.CopyTo(_plain.AsMemory(HeaderBytes + 4));
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(HeaderBytes), (ushort)total);
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(HeaderBytes + 2), (ushort)part);
        WriteHeader(messageId, slice.Length, serial, isPart: true);
        await SendFrameAsync(HeaderBytes + 4 + slice.Length);
    }

    /// <summary>Sends bytes as they are.</summary>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None)..];
        }
    }

    /// <summary>The next answer of a kind; others are left for later.</summary>
    /// <exception cref="IOException">The hub closed the connection.</exception>
    /// <exception cref="OperationCanceledException">None came in time.</exception>
    public async Task<Jt808Answer> AnswerAsync(ushort messageId, Func<Jt808Answer, bool>? isIt = null, double patienceS = 20)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(patienceS));
        while (true)
        {
            for (var left = _answers.Count; left > 0; left--)
            {
                var answer = _answers.Dequeue();
                if (answer.MessageId == messageId && isIt?.Invoke(answer) != false)
                {
                    return answer;
                }

                _answers.Enqueue(answer);
            }

            if (!await ReadAsync(patience.Token))
            {
                throw new IOException("The hub closed the connection.");
            }
        }
    }

    /// <summary>The general answer to a message.</summary>
    public Task<Jt808Answer> GeneralAnswerAsync(ushort serial, double patienceS = 20) => AnswerAsync(0x8001, a => a.AnsweredSerial == serial, patienceS);

    /// <summary>Takes what has come in, and returns how many general answers there were among it; the others are dropped. For load.</summary>
    public async ValueTask<int> CountAnswersAsync(CancellationToken cancellationToken)
    {
        if (_answers.Count == 0 && !await ReadAsync(cancellationToken))
        {
            throw new IOException("The hub closed the connection.");
        }

        var count = _answers.Count(a => a.MessageId == 0x8001 && a.Result == 0);
        _answers.Clear();
        return count;
    }

    /// <summary>Waits until the hub closes the connection.</summary>
    public async Task ClosedAsync(double patienceS = 20)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(patienceS));
        while (await ReadAsync(patience.Token))
        {
            _answers.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private int HeaderBytes => _is2019 ? 17 : 12;

    private static byte Bcd(int two) => (byte)((two / 10 << 4) | (two % 10));

    private ValueTask<ushort> SendBodyAsync(ushort messageId, int length)
    {
        var serial = _serial++;
        WriteHeader(messageId, length, serial, isPart: false);
        var sending = SendFrameAsync(HeaderBytes + length);
        return sending.IsCompletedSuccessfully ? ValueTask.FromResult(serial) : AfterAsync(sending, serial);
    }

    private static async ValueTask<ushort> AfterAsync(ValueTask sending, ushort serial)
    {
        await sending;
        return serial;
    }

    private void WriteHeader(ushort messageId, int bodyLength, ushort serial, bool isPart)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_plain, messageId);
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(2), (ushort)(bodyLength | (_is2019 ? 0x4000 : 0) | (isPart ? 0x2000 : 0)));
        var at = 4;
        if (_is2019)
        {
            _plain[at++] = 1;
        }

        _phone.CopyTo(_plain, at);
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(at + _phone.Length), serial);
    }

    private async ValueTask SendFrameAsync(int plainLength)
    {
        byte sum = 0;
        for (var i = 0; i < plainLength; i++)
        {
            sum ^= _plain[i];
        }

        _plain[plainLength] = sum;
        var at = 0;
        _frame[at++] = 0x7e;
        for (var i = 0; i <= plainLength; i++)
        {
            if (_plain[i] is 0x7e or 0x7d)
            {
                _frame[at++] = 0x7d;
                _frame[at++] = _plain[i] == 0x7e ? (byte)2 : (byte)1;
            }
            else
            {
                _frame[at++] = _plain[i];
            }
        }

        _frame[at++] = 0x7e;
        var sent = 0;
        while (sent < at)
        {
            sent += await _socket.SendAsync(_frame.AsMemory(sent, at - sent), SocketFlags.None);
        }
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await _socket.ReceiveAsync(_received, SocketFlags.None, cancellationToken);
        }
        catch (SocketException)
        {
            return false;
        }

        for (var i = 0; i < read; i++)
        {
            if (_received[i] != 0x7e)
            {
                _partial.Add(_received[i]);
            }
            else if (_partial.Count > 0)
            {
                Take([.. _partial]);
                _partial.Clear();
            }
        }

        return read > 0;
    }

    private void Take(byte[] escaped)
    {
        List<byte> plain = new(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            plain.Add(escaped[i] != 0x7d ? escaped[i] : escaped[++i] == 2 ? (byte)0x7e : (byte)0x7d);
        }

        byte[] bytes = [.. plain];
        if (bytes.Aggregate((a, b) => (byte)(a ^ b)) != 0)
        {
            throw new InvalidDataException($"The hub sent a wrong checksum: {Convert.ToHexString(bytes)}");
        }

        var properties = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2));
        var header = ((properties & 0x4000) != 0 ? 17 : 12) + ((properties & 0x2000) != 0 ? 4 : 0);
        var serialAt = (properties & 0x4000) != 0 ? 15 : 10;
        if (bytes.Length - 1 - header != (properties & 1023))
        {
            throw new InvalidDataException($"The hub sent a wrong length: {Convert.ToHexString(bytes)}");
        }

        _answers.Enqueue(new Jt808Answer(BinaryPrimitives.ReadUInt16BigEndian(bytes), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(serialAt)), bytes[header..^1]));
    }
}
