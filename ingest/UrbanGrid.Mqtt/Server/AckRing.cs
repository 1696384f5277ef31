using System.Numerics;
using UrbanGrid.Mqtt.Codec;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// The unacknowledged messages of one connection in the order they came. The read loop adds at one end, any thread
/// completes, the write loop takes completed ones off the other end, so acknowledgements leave in order. No locks, no
/// garbage.
/// </summary>
internal sealed class AckRing(int capacity)
{
    // A slot's word: the ticket it belongs to, shifted, with the state in the low bits and the reason above them.
    private const long Completed = 1;
    private const long ExactlyOnce = 2;
    private const int TicketShift = 16;
    private const int ReasonShift = 8;

    private readonly long[] _words = new long[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    private readonly ushort[] _packetIds = new ushort[BitOperations.RoundUpToPowerOf2((uint)capacity)];
    private long _head = 1;
    private long _tail = 1;

    public bool IsFull => Count >= capacity;

    public bool IsEmpty => Count == 0;

    /// <summary>Messages that are not acknowledged.</summary>
    public int Count => (int)(Volatile.Read(ref _tail) - Volatile.Read(ref _head));

    /// <summary>Adds a message; the caller has seen that the ring is not full. Read loop only.</summary>
    /// <param name="packetId">Packet identifier.</param>
    /// <param name="exactlyOnce">Whether PUBREC is owed and not PUBACK.</param>
    /// <returns>Ticket to complete it with, never 0.</returns>
    public long Add(ushort packetId, bool exactlyOnce = false)
    {
        var ticket = _tail;
        var slot = Slot(ticket);
        _packetIds[slot] = packetId;
        Volatile.Write(ref _words[slot], ticket << TicketShift | (exactlyOnce ? ExactlyOnce : 0));
        Volatile.Write(ref _tail, ticket + 1);
        return ticket;
    }

    /// <summary>Whether a message that is not completed yet came at QoS 2, and its packet identifier.</summary>
    public bool IsExactlyOnce(long ticket, out ushort packetId)
    {
        var slot = Slot(ticket);
        packetId = _packetIds[slot];
        return Volatile.Read(ref _words[slot]) == (ticket << TicketShift | ExactlyOnce);
    }

    /// <summary>Completes a message from any thread; true if that lets the oldest one go out.</summary>
    public bool Complete(long ticket, MqttReasonCode reason)
    {
        ref var word = ref _words[Slot(ticket)];
        var open = Volatile.Read(ref word);
        return open >> TicketShift == ticket && (open & Completed) == 0
            && Interlocked.CompareExchange(ref word, open | (long)reason << ReasonShift | Completed, open) == open
            && Volatile.Read(ref _head) == ticket;
    }

    /// <summary>Takes the oldest message off, if it is completed. Write loop only.</summary>
    public bool TryTake(out AckPacket ack)
    {
        var ticket = _head;
        var slot = Slot(ticket);
        var word = Volatile.Read(ref _words[slot]);
        if (ticket == Volatile.Read(ref _tail) || word >> TicketShift != ticket || (word & Completed) == 0)
        {
            ack = default;
            return false;
        }

        var type = (word & ExactlyOnce) == 0 ? PacketType.PubAck : PacketType.PubRec;
        ack = new AckPacket(_packetIds[slot], (MqttReasonCode)(byte)(word >> ReasonShift), type);
        // A full fence: whoever completes the next ticket must see this head, or this thread its completion.
        Interlocked.Exchange(ref _head, ticket + 1);
        return true;
    }

    private int Slot(long ticket) => (int)(ticket & (_words.Length - 1));
}
