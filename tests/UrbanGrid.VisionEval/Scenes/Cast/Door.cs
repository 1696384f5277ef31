using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Cast;

/// <summary>A door that swings open in a second and shows the dark room behind it.</summary>
internal sealed class Door(PixelBox box, double opens, double closes, bool hingeLeft) : Actor
{
    private const double SwingSeconds = 1.2;

    /// <inheritdoc/>
    public override double? FootAt(double t) => Open(t) > 0 ? box.Bottom : null;

    /// <inheritdoc/>
    public override PixelBox? BoxAt(double t) => Open(t) > 0 ? box with { Left = box.Left - box.Width, Right = box.Right + box.Width } : null;

    /// <inheritdoc/>
    public override void Draw(Canvas canvas, double t)
    {
        var open = Open(t);
        if (open <= 0)
        {
            return;
        }

        canvas.Box(new Brush(new Ink(34, 32, 32), Shade: 0.6f), box.Left + 1, box.Top + 1, box.Width - 2, box.Height - 2);
        canvas.Box(new Brush(new Ink(120, 104, 80), 0.7f), box.Left + (0.2 * box.Width), box.Top + (0.35 * box.Height), 0.3 * box.Width, 0.4 * box.Height);
        var hinge = hingeLeft ? box.Left : box.Right;
        var reach = (hingeLeft ? 1 : -1) * Math.Cos(open * 1.9) * box.Width;
        var drop = Math.Sin(open * 1.9) * 0.16 * box.Height;
        canvas.Polygon(
            new Brush(new Ink(124, 84, 56), Shade: -0.2f, Grain: 6, Seed: 5), (float)hinge, (float)box.Top, (float)(hinge + reach), (float)(box.Top + (drop * 0.4)),
            (float)(hinge + reach), (float)(box.Bottom + drop), (float)hinge, (float)box.Bottom);
    }

    private double Open(double t) => Math.Clamp(Math.Min((t - opens) / SwingSeconds, (closes - t) / SwingSeconds), 0, 1);
}
