namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>A command on its way.</summary>
/// <param name="CommandId">Id of the command.</param>
/// <param name="MessageId">Message it was sent as.</param>
/// <param name="AnswerId">Message that answers it with more than yes or no; null if none does.</param>
/// <param name="AnswerMustCome">Whether yes alone is no answer.</param>
/// <param name="ExpiresAt">Unix ms.</param>
internal sealed record PendingCommand(string CommandId, ushort MessageId, ushort? AnswerId, bool AnswerMustCome, long ExpiresAt);

/// <summary>Commands a terminal has been sent and not answered, by serial number.</summary>
internal sealed class PendingCommands
{
    private const int Most = 64;

    private readonly Dictionary<ushort, PendingCommand> _pending = [];

    /// <summary>A command was sent.</summary>
    public void Add(ushort serial, PendingCommand command, long now)
    {
        lock (this)
        {
            foreach (var old in _pending.Where(p => p.Value.ExpiresAt <= now).Select(p => p.Key).ToArray())
            {
                _pending.Remove(old);
            }

            if (_pending.Count >= Most)
            {
                _pending.Remove(_pending.MinBy(p => p.Value.ExpiresAt).Key);
            }

            _pending[serial] = command;
        }
    }

    /// <summary>The command a general answer is about; null if none waits for it. One that was obeyed and has more to tell stays.</summary>
    /// <param name="serial">Serial number the answer names.</param>
    /// <param name="messageId">Message the answer names.</param>
    /// <param name="done">Whether the terminal said yes.</param>
    public PendingCommand? TakeGeneral(ushort serial, ushort messageId, bool done)
    {
        lock (this)
        {
            return _pending.TryGetValue(serial, out var command) && command.MessageId == messageId && !(done && command.AnswerMustCome) && _pending.Remove(serial)
                ? command
                : null;
        }
    }

    /// <summary>The command an answer of its own kind is about; null if none waits for it.</summary>
    /// <param name="serial">Serial number the answer names; null if it names none.</param>
    /// <param name="answerId">What message it is.</param>
    public PendingCommand? TakeAnswer(ushort? serial, ushort answerId)
    {
        lock (this)
        {
            foreach (var (key, command) in _pending)
            {
                if (command.AnswerId == answerId && (serial is null || serial == key))
                {
                    _pending.Remove(key);
                    return command;
                }
            }

            return null;
        }
    }
}
