namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>A simulated truck that is filled at one place of its line and tips at another, once a round.</summary>
public sealed record LoadSettings
{
    /// <summary>Where on the line it is filled, 0 to 1.</summary>
    public double FillAt { get; init; }

    /// <summary>How long it stands there, seconds.</summary>
    public double FillSeconds { get; init; } = 8;

    /// <summary>Where on the line it tips, 0 to 1.</summary>
    public double TipAt { get; init; } = 0.5;

    /// <summary>How long it stands there with its box lifted, seconds.</summary>
    public double TipSeconds { get; init; } = 20;
}
