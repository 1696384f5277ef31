namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Where somebody's feet are at a moment.</summary>
internal readonly record struct Foothold(double At, double X, double Y);

/// <summary>A way through the picture: straight between footholds, absent before the first and after the last.</summary>
internal sealed class Route
{
    private readonly Foothold[] _footholds;
    private readonly double[] _walked;

    public Route(Ground ground, IReadOnlyList<Foothold> footholds)
    {
        _footholds = [.. footholds];
        _walked = new double[_footholds.Length];
        for (var i = 1; i < _footholds.Length; i++)
        {
            var (a, b) = (_footholds[i - 1], _footholds[i]);
            _walked[i] = _walked[i - 1] + ground.Metres(a.X, a.Y, b.X, b.Y);
        }
    }

    /// <summary>First moment.</summary>
    public double Begins => _footholds[0].At;

    /// <summary>Last moment.</summary>
    public double Ends => _footholds[^1].At;

    /// <summary>Place, metres walked and direction at a moment; null while absent.</summary>
    public Stride? At(double t)
    {
        if (t < Begins || t > Ends)
        {
            return null;
        }

        var i = 1;
        while (i < _footholds.Length - 1 && t > _footholds[i].At)
        {
            i++;
        }

        var (a, b) = (_footholds[i - 1], _footholds[i]);
        var share = b.At > a.At ? (t - a.At) / (b.At - a.At) : 1;
        var moves = b.X != a.X || b.Y != a.Y;
        var (dx, dy) = moves ? (b.X - a.X, b.Y - a.Y) : LastDirection(i);
        return new Stride(
            a.X + (share * (b.X - a.X)), a.Y + (share * (b.Y - a.Y)), _walked[i - 1] + (share * (_walked[i] - _walked[i - 1])), dx, dy, moves);
    }

    private (double, double) LastDirection(int i)
    {
        for (var k = i - 1; k > 0; k--)
        {
            var (a, b) = (_footholds[k - 1], _footholds[k]);
            if (a.X != b.X || a.Y != b.Y)
            {
                return (b.X - a.X, b.Y - a.Y);
            }
        }

        return (1, 0);
    }
}

/// <summary>Somebody on the way.</summary>
/// <param name="X">Column of the feet.</param>
/// <param name="Y">Row of the feet.</param>
/// <param name="Walked">Metres since the beginning; steps follow from it.</param>
/// <param name="DirectionX">Where it goes, or last went.</param>
/// <param name="DirectionY">Down the picture is towards the camera.</param>
/// <param name="Moves">Whether it goes on.</param>
internal readonly record struct Stride(double X, double Y, double Walked, double DirectionX, double DirectionY, bool Moves);
