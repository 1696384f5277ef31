namespace UrbanGrid.Hub.Commands;

/// <summary>Where a command stands.</summary>
public enum CommandState
{
    /// <summary>The device does not listen yet.</summary>
    Waiting,
    /// <summary>Handed over to the device's link; not answered yet.</summary>
    Sent,
    /// <summary>The device did it.</summary>
    Answered,
    /// <summary>The device says that it could not, or what it says cannot be read.</summary>
    Failed,
    /// <summary>Given up: no answer came in time.</summary>
    TimedOut,
    /// <summary>Called off before the device answered.</summary>
    Cancelled,
}
