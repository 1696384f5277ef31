namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Writes a route as one would tell it: from there, to there, wait.</summary>
internal sealed class RouteWriter(Ground ground, double at, double x, double y)
{
    private const double BrakeSteps = 8;
    private readonly List<Foothold> _footholds = [new(at, x, y)];

    /// <summary>Moment reached.</summary>
    public double Now => _footholds[^1].At;

    private Foothold Last => _footholds[^1];

    /// <summary>Goes straight to a place.</summary>
    /// <param name="toX">Column.</param>
    /// <param name="toY">Row.</param>
    /// <param name="speed">Metres a second.</param>
    public RouteWriter To(double toX, double toY, double speed)
    {
        var (startX, startY, start) = (Last.X, Last.Y, Last.At);
        var metres = ground.Metres(startX, startY, toX, toY);

        // Going into the depth, the picture's speed changes with the distance: in pieces.
        var pieces = Math.Abs(toY - startY) > 20 ? 8 : 1;
        _ = metres;
        for (var i = 1; i <= pieces; i++)
        {
            var (nextX, nextY) = (startX + ((toX - startX) * i / pieces), startY + ((toY - startY) * i / pieces));
            start += ground.Metres(Last.X, Last.Y, nextX, nextY) / speed;
            _footholds.Add(new Foothold(start, nextX, nextY));
        }

        return this;
    }

    /// <summary>Goes to a place and brakes on the last metres.</summary>
    public RouteWriter Arrive(double toX, double toY, double speed)
    {
        var before = Toward(toX, toY, 0.7);
        To(before.X, before.Y, speed);
        return Ease(toX, toY, speed, braking: true);
    }

    /// <summary>Starts slowly and goes to a place.</summary>
    public RouteWriter Leave(double toX, double toY, double speed)
    {
        var after = Toward(toX, toY, 0.3);
        return Ease(after.X, after.Y, speed, braking: false).To(toX, toY, speed);
    }

    /// <summary>Stays.</summary>
    public RouteWriter Wait(double seconds)
    {
        _footholds.Add(Last with { At = Last.At + seconds });
        return this;
    }

    /// <summary>Stays until a moment.</summary>
    public RouteWriter Until(double moment) => Wait(Math.Max(0, moment - Now));

    /// <summary>The route.</summary>
    public Route Done() => new(ground, _footholds);

    private (double X, double Y) Toward(double toX, double toY, double share) =>
        (Last.X + ((toX - Last.X) * share), Last.Y + ((toY - Last.Y) * share));

    private RouteWriter Ease(double toX, double toY, double speed, bool braking)
    {
        var from = Last;
        var seconds = 2 * ground.Metres(from.X, from.Y, toX, toY) / speed;
        for (var i = 1; i <= BrakeSteps; i++)
        {
            var u = i / BrakeSteps;
            var way = braking ? 1 - ((1 - u) * (1 - u)) : u * u;
            _footholds.Add(new Foothold(from.At + (u * seconds), from.X + ((toX - from.X) * way), from.Y + ((toY - from.Y) * way)));
        }

        return this;
    }
}
