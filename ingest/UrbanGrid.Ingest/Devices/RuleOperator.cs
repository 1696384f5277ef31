namespace UrbanGrid.Ingest.Devices;

/// <summary>How a test judges its metric.</summary>
public enum RuleOperator
{
    /// <summary>Value above the limit.</summary>
    Above,
    /// <summary>Value below the limit.</summary>
    Below,
    /// <summary>Value further from the device's background than the limit.</summary>
    Deviates,
    /// <summary>Value is yes.</summary>
    Yes,
    /// <summary>Lamp ought to burn: commanded on or, where no command is known, inside its lighting plan.</summary>
    ShouldBurn,
    /// <summary>Lamp ought to be dark: commanded off, or outside its lighting plan.</summary>
    ShouldBeDark,
    /// <summary>Value goes up by more than the limit, in its unit per minute, over the window.</summary>
    Rises,
    /// <summary>Value goes down by more than the limit, in its unit per minute, over the window.</summary>
    Falls,
    /// <summary>Nothing was heard of the metric for the limit, in seconds, though the device itself is heard.</summary>
    Silent,
    /// <summary>Value has been exactly the same for the window while another metric of the device moved, or for more repeats than allowed.</summary>
    Stuck,
    /// <summary>Value outside the band that the metric's own past of this hour suggests, see <see cref="AnomalyDefinition"/>.</summary>
    Unusual,
}
