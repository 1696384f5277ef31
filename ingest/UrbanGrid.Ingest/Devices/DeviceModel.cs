namespace UrbanGrid.Ingest.Devices;

/// <summary>What a login of this model may do.</summary>
public enum ModelAccess
{
    /// <summary>Publish as itself, receive its own commands.</summary>
    Device,
    /// <summary>Also publish, and receive commands, for the devices whose <see cref="Device.Gateway"/> it is.</summary>
    Gateway,
    /// <summary>Only listen to what the hub tells third parties.</summary>
    Integration,
}

/// <summary>A kind of device as data: what it measures, what is wrong when, and how often it reports.</summary>
public sealed record DeviceModel
{
    /// <summary>Key, e.g. <c>manhole-cover</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Name shown to people.</summary>
    public required LocalName Name { get; init; }

    /// <summary>Icon of the console.</summary>
    public string Icon { get; init; } = "device";

    /// <summary>What its login may do.</summary>
    public ModelAccess Access { get; init; }

    /// <summary>Category of alarms about the device's own component, unless its <c>category</c> attribute says otherwise.</summary>
    public string? Category { get; init; }

    /// <summary>Seconds between reports when nothing happens.</summary>
    public double ReportPeriodS { get; init; } = 60;

    /// <summary>When silence counts.</summary>
    public HealthLimits Health { get; init; } = new();

    /// <summary>What it measures; other metrics are kept too, unchecked.</summary>
    public IReadOnlyList<MetricDefinition> Metrics { get; init; } = [];

    /// <summary>Its sensor rules.</summary>
    public IReadOnlyList<RuleDefinition> Rules { get; init; } = [];

    /// <summary>How fast its devices may send; null takes the hub's own limit.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>How the vendor's own JSON is read; null where devices speak the hub's.</summary>
    public PayloadMapping? Mapping { get; init; }

    /// <summary>Definition of a metric; null if the model does not know it.</summary>
    public MetricDefinition? FindMetric(string key)
    {
        foreach (var metric in Metrics)
        {
            if (metric.Key == key)
            {
                return metric;
            }
        }

        return null;
    }
}

/// <summary>
/// When silence counts, in seconds. A device attribute of the same name (<c>health.suspect_s</c>, <c>health.offline_s</c>,
/// <c>health.recover_s</c>, <c>health.gateway_s</c>) overrides each.
/// </summary>
public sealed record HealthLimits
{
    /// <summary>Silence after which the device is suspect; nobody is told.</summary>
    public double SuspectS { get; init; } = 180;

    /// <summary>Silence after which it is offline, and one alarm says so.</summary>
    public double OfflineS { get; init; } = 600;

    /// <summary>How long it must be back before it counts as online.</summary>
    public double RecoverS { get; init; } = 30;

    /// <summary>How long a device may be without the edge agent it speaks through before it is offline.</summary>
    public double GatewayS { get; init; } = 600;
}
