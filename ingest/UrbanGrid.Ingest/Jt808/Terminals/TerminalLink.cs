namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>The way to one terminal, over TCP or UDP. Any thread may send.</summary>
internal abstract class TerminalLink(string? address)
{
    private readonly Lock _lock = new();
    private ushort _serial;

    /// <summary>Address of the terminal.</summary>
    public string? Address { get; protected set; } = address;

    /// <summary>The hub's own address as the terminal reached it; null where that is not known.</summary>
    public string? LocalAddress { get; init; }

    /// <summary>Why it was closed by the hub; null if it was not.</summary>
    public string? ClosedBecause { get; private set; }

    /// <summary>Whether waiting for this terminal would hold up others.</summary>
    public abstract bool IsShared { get; }

    /// <summary>Sends a message.</summary>
    /// <returns>Serial number of its first frame.</returns>
    public ushort Send(Jt808Version version, ushort messageId, string phone, ReadOnlySpan<byte> body)
    {
        ushort serial;
        lock (_lock)
        {
            serial = _serial;
            _serial = (ushort)(serial + Write(version, messageId, phone, serial, body));
        }

        Flush();
        return serial;
    }

    /// <summary>Ends it; what was sent before still goes out.</summary>
    public void Close(string because)
    {
        ClosedBecause ??= because;
        Close();
    }

    /// <summary>Writes frames; called one at a time.</summary>
    /// <returns>Frames written.</returns>
    protected abstract int Write(Jt808Version version, ushort messageId, string phone, ushort serial, ReadOnlySpan<byte> body);

    /// <summary>Lets what was written go out.</summary>
    protected abstract void Flush();

    /// <summary>Ends it.</summary>
    protected abstract void Close();
}
