using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent.Vehicles;

/// <summary>What a truck carries as it goes round: it stands where it is filled and where it tips, and drives between.</summary>
/// <param name="settings">Where.</param>
/// <param name="lengthM">Length of a round, metres.</param>
/// <param name="drivenM">How far it has driven when it begins.</param>
public sealed class LoadRound(LoadSettings settings, double lengthM, double drivenM)
{
    private double _stopAtM = Next(settings, lengthM, drivenM).AtM;
    private bool _tips = Next(settings, lengthM, drivenM).Tips;
    private double _stoodS = -1;

    /// <summary>Metres driven in all.</summary>
    public double DrivenM { get; private set; } = drivenM;

    /// <summary>Whether it stands to be filled or to tip.</summary>
    public bool Stands => _stoodS >= 0;

    /// <summary>Whether its box is up.</summary>
    public bool Lifted => Stands && _tips;

    /// <summary>How full it is, 0 to 1; both change evenly while it stands.</summary>
    public double Share
    {
        get
        {
            var done = Stands ? Math.Min(1, _stoodS / StandS) : 0;
            return _tips ? 1 - done : done;
        }
    }

    private double StandS => Math.Max(_tips ? settings.TipSeconds : settings.FillSeconds, 0.001);

    /// <summary>Time goes on.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="kmh">How fast it drives where it does not stand.</param>
    public void Advance(double seconds, double kmh)
    {
        if (Stands)
        {
            _stoodS += seconds;
            if (_stoodS >= StandS)
            {
                (_stopAtM, _tips) = Next(settings, lengthM, _stopAtM);
                _stoodS = -1;
            }

            return;
        }

        DrivenM = Math.Min(_stopAtM, DrivenM + (kmh / 3.6 * seconds));
        if (DrivenM >= _stopAtM)
        {
            _stoodS = 0;
        }
    }

    /// <summary>The first place after a distance at which it stands.</summary>
    private static (double AtM, bool Tips) Next(LoadSettings settings, double lengthM, double after)
    {
        var round = Math.Floor(after / lengthM);
        return new[] { round, round + 1 }
            .SelectMany(r => new[] { (AtM: (r + settings.FillAt) * lengthM, Tips: false), (AtM: (r + settings.TipAt) * lengthM, Tips: true) })
            .Where(stop => stop.AtM > after).MinBy(stop => stop.AtM);
    }
}
