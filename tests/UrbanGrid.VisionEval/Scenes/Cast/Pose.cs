namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>Where the joints of a person are. Lengths are shares of the height, angles radians.</summary>
internal readonly record struct Pose(
    double X, double Y, double Height, bool Sideways, int Facing, double Swing, double Idle, double Bob, double Bend, double Gesture, double Girth)
{
    private const double Thigh = 0.25;
    private const double Shin = 0.24;
    private const double Trunk = 0.32;

    public double HipX => X + (Idle * Height) - (Facing * Bend * 0.06 * Height);

    public double HipY => Y - ((Thigh + Shin + Bob - (0.14 * Bend)) * Height);

    public double ShoulderX => HipX + (Facing * Math.Sin(Lean) * Trunk * Height) + (Idle * 0.6 * Height);

    public double ShoulderY => HipY - (Math.Cos(Lean) * Trunk * Height);

    public double HeadX => ShoulderX + (Facing * Math.Sin(Lean) * 0.1 * Height) + (Sideways ? Facing * 0.012 * Height : 0) + (Idle * 0.4 * Height);

    public double HeadY => ShoulderY - (Math.Cos(Lean) * 0.1 * Height);

    /// <summary>The hand that holds a load.</summary>
    public (double X, double Y) Hand
    {
        get
        {
            var arm = Arm(1, loaded: true);
            return (arm.HandX, arm.HandY);
        }
    }

    private double Lean => 1.25 * Bend;

    public (double KneeX, double KneeY, double FootX, double FootY) Leg(int side)
    {
        var swing = Swing * side;
        if (!Sideways)
        {
            var x = HipX + (side * 0.045 * Height);
            var lift = Math.Max(0, swing) * 0.05 * Height;
            return (x, HipY + ((Thigh + (0.02 * Bend)) * Height) - (lift * 0.5), X + (side * 0.045 * Height), Y - lift);
        }

        var angle = 0.5 * swing;
        var knee = angle + (0.18 * Facing * Bend);
        var footX = X + (Math.Sin(angle) * (Thigh + Shin) * Height * Facing) + (side * 0.015 * Height);
        var footY = Y - (Math.Max(0, swing) * (1 - Math.Abs(swing)) * 0.16 * Height);
        var kneeX = HipX + (Math.Sin(knee) * Thigh * Height * Facing) + (Facing * 0.035 * Height * (0.4 + Bend));
        return (kneeX, HipY + (Math.Cos(knee) * Thigh * Height * (1 - (0.25 * Bend))), footX, footY);
    }

    public (double ElbowX, double ElbowY, double HandX, double HandY) Arm(int side, bool loaded)
    {
        var swing = loaded ? 0 : -0.5 * Swing * side;
        var spread = Sideways ? 0 : side * 0.115 * Height * Girth;
        var reach = (Lean * 0.55) + (side > 0 ? Gesture : 0);
        var upper = swing + reach;
        var lower = swing + reach + (loaded ? 0.1 : 0.3) + (side > 0 ? 1.6 * Gesture : 0);
        var elbowX = ShoulderX + spread + (Facing * Math.Sin(upper) * 0.16 * Height) + (Sideways ? 0 : side * 0.02 * Height);
        var elbowY = ShoulderY + (0.02 * Height) + (Math.Cos(upper) * 0.16 * Height);
        return (elbowX, elbowY, elbowX + (Facing * Math.Sin(lower) * 0.16 * Height), elbowY + (Math.Cos(lower) * 0.16 * Height));
    }
}
