using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Labels;
using UrbanGrid.VisionEval.Scenes.Cast;
using UrbanGrid.VisionEval.Scenes.Stages;
using UrbanGrid.VisionEval.Scenes.Weather;

namespace UrbanGrid.VisionEval.Scenes;

/// <summary>
/// A scene whose every moment can be drawn, in any order and at any rate, always the same. What must be reported in it is
/// known from its script.
/// </summary>
internal sealed class Scene(Stage stage, IReadOnlyList<Actor> actors, IReadOnlyList<Nuisance> nuisances, ClipLabels labels, double seconds)
{
    public const int Width = 640;
    public const int Height = 360;

    /// <summary>Quality of its JPEG pictures where nothing compresses harder; a usual camera's.</summary>
    private const int UsualQuality = 80;

    /// <summary>When the empty street is photographed, seconds; also the first moment at which what stood there before is there.</summary>
    private const double EmptyStreetAt = -0.5;

    private readonly Canvas _canvas = new(Width, Height);
    private readonly LightField _light = new();

    /// <summary>Length, seconds.</summary>
    public double Seconds => seconds;

    /// <summary>What must be reported.</summary>
    public ClipLabels Labels => labels;

    /// <summary>Everything in front of the backdrop.</summary>
    public IReadOnlyList<Actor> Actors => actors;

    /// <summary>What makes it hard.</summary>
    public IReadOnlyList<Nuisance> Nuisances => nuisances;

    /// <summary>Where it takes place.</summary>
    public Stage Stage => stage;

    /// <summary>Those that may not stand where they stand.</summary>
    public IReadOnlySet<Actor> Occupants { get; init; } = new HashSet<Actor>();

    /// <summary>
    /// The street as whoever installs the camera photographs it, shortly before in the same light: with all that belongs
    /// there, without whoever comes and goes and without what may not stand there.
    /// </summary>
    public byte[] EmptyStreet()
    {
        var visitors = actors.Where(a => Occupants.Contains(a) || !IsAlwaysThere(a));
        return Draw(EmptyStreetAt, [.. visitors], withFallout: false).Encode(UsualQuality);
    }

    /// <summary>The picture of a moment as JPEG.</summary>
    public byte[] Jpeg(double t) => Draw(t).Encode(nuisances.Min(n => n.Quality) ?? UsualQuality);

    /// <summary>The picture of a moment; overwritten by the next.</summary>
    /// <param name="t">Seconds of the clip.</param>
    /// <param name="without">An actor to leave out.</param>
    public Canvas Draw(double t, Actor? without = null) => Draw(t, without is null ? [] : [without], withFallout: true);

    private Canvas Draw(double t, HashSet<Actor> without, bool withFallout)
    {
        _canvas.CopyFrom(stage.Picture);
        Actor[] present = [.. actors.Where(a => !without.Contains(a) && a.FootAt(t) is not null).OrderBy(a => a.FootAt(t))];
        foreach (var actor in present)
        {
            actor.DrawShadow(_canvas, t, stage.Sun);
        }

        foreach (var actor in present)
        {
            actor.Draw(_canvas, t);
        }

        _light.Clear();
        foreach (var nuisance in withFallout ? nuisances : [])
        {
            nuisance.Fall(_canvas, t);
        }

        foreach (var nuisance in nuisances)
        {
            nuisance.Shine(_light, t);
            nuisance.Move(_canvas, t);
        }

        _canvas.Blur(stage.Softness);
        _light.Apply(_canvas, (int)Math.Round(t * 1000));
        foreach (var nuisance in nuisances)
        {
            nuisance.BurnIn(_canvas, t);
        }

        return _canvas;
    }

    private bool IsAlwaysThere(Actor actor) => !actor.IsMover && actor.FootAt(EmptyStreetAt) is not null && actor.FootAt(seconds) is not null;
}
