using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Fixtures;

/// <summary>What belongs where it stands in one camera's picture.</summary>
internal sealed class FixtureBook
{
    private readonly Scene _scene;
    private readonly LeftObjectSettings _settings;
    private readonly List<(Fixture Fixture, byte[] Look)> _kept = [];

    /// <exception cref="ArgumentException">A fixture's look is no look.</exception>
    public FixtureBook(Scene scene, IReadOnlyList<Fixture> fixtures, LeftObjectSettings settings)
    {
        (_scene, _settings) = (scene, settings);
        foreach (var fixture in fixtures.TakeLast(settings.FixturesMax))
        {
            _kept.Add((fixture, Decode(fixture)));
        }
    }

    /// <summary>All of them; the latest last.</summary>
    public IReadOnlyList<Fixture> Fixtures => [.. _kept.Select(k => k.Fixture)];

    /// <summary>What stands in the box now belongs there; it takes the place of what was accepted there before.</summary>
    public void Accept(PictureBox box, in SceneFrame frame)
    {
        _kept.RemoveAll(k => k.Fixture.Box.OverlapWith(box) > _settings.FixtureOverlap);
        if (_kept.Count >= _settings.FixturesMax)
        {
            _kept.RemoveAt(0);
        }

        var look = _scene.Signature(GridBox.Around(box, frame));
        _kept.Add((new Fixture(box, Convert.ToBase64String(look)), look));
    }

    /// <summary>Whether the thing in the box is one of them and looks as it did when it was accepted.</summary>
    public bool Knows(PictureBox box, in SceneFrame frame)
    {
        foreach (var (fixture, look) in _kept)
        {
            if (fixture.Box.OverlapWith(box) < _settings.FixtureOverlap)
            {
                continue;
            }

            if (look.Length == 0)
            {
                return true;
            }

            // Compared over the place that was accepted, so that a box drawn a little differently does not matter.
            var present = _scene.Signature(GridBox.Around(fixture.Box, frame));
            if (FixtureLook.PatternLikeness(look, present) >= _settings.FixtureLikeness
                && FixtureLook.ColourDistance(look, present) <= _settings.FixtureColourDistance)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Decode(Fixture fixture)
    {
        var look = new byte[Scene.SignatureSide * Scene.SignatureSide * 3];
        if (fixture.Look.Length == 0)
        {
            return [];
        }

        return Convert.TryFromBase64String(fixture.Look, look, out var length) && length == look.Length
            ? look
            : throw new ArgumentException($"A fixture's look is not Base64 of {look.Length} bytes.");
    }
}
