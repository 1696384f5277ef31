using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>How bright and how veiled each part of the picture is at a moment, on a coarse grid.</summary>
internal sealed class LightField
{
    public const int Columns = 40;
    public const int Rows = 23;

    /// <summary>Noise of a good sensor by day, grey levels.</summary>
    private const double UsualNoise = 2.2;

    private readonly float[] _gain = new float[Columns * Rows * 3];
    private readonly float[] _veil = new float[Columns * Rows];
    private Ink _veilInk;

    /// <summary>Noise of the sensor, grey levels.</summary>
    public double Noise { get; set; }

    /// <summary>Plain daylight.</summary>
    public void Clear()
    {
        Array.Fill(_gain, 1f);
        Array.Clear(_veil);
        Noise = UsualNoise;
    }

    /// <summary>Multiplies the light everywhere.</summary>
    public void Dim(double red, double green, double blue)
    {
        for (var i = 0; i < _gain.Length; i += 3)
        {
            _gain[i] *= (float)blue;
            _gain[i + 1] *= (float)green;
            _gain[i + 2] *= (float)red;
        }
    }

    /// <summary>Multiplies the light by a factor of each place, given in pixels.</summary>
    public void Dim(Func<double, double, double> factor)
    {
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            var f = (float)factor((cell % Columns + 0.5) * Scene.Width / Columns, (cell / Columns + 0.5) * Scene.Height / Rows);
            _gain[3 * cell] *= f;
            _gain[(3 * cell) + 1] *= f;
            _gain[(3 * cell) + 2] *= f;
        }
    }

    /// <summary>Adds light of a lamp, in shares of daylight.</summary>
    public void Lamp(double x, double y, double halfWidth, double halfHeight, double strength, Ink tint)
    {
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            var dx = (((cell % Columns + 0.5) * Scene.Width / Columns) - x) / halfWidth;
            var dy = (((cell / Columns + 0.5) * Scene.Height / Rows) - y) / halfHeight;
            var f = strength * Math.Exp(-((dx * dx) + (dy * dy)));
            if (f > 0.004)
            {
                _gain[3 * cell] += (float)(f * tint.Blue / 255);
                _gain[(3 * cell) + 1] += (float)(f * tint.Green / 255);
                _gain[(3 * cell) + 2] += (float)(f * tint.Red / 255);
            }
        }
    }

    /// <summary>Hides the street behind a colour, more or less at each place.</summary>
    public void Veil(Ink ink, Func<double, double, double> amount)
    {
        _veilInk = ink;
        for (var cell = 0; cell < Columns * Rows; cell++)
        {
            var a = amount((cell % Columns + 0.5) * Scene.Width / Columns, (cell / Columns + 0.5) * Scene.Height / Rows);
            _veil[cell] = (float)(1 - ((1 - _veil[cell]) * (1 - a)));
        }
    }

    /// <summary>Lays it on a picture.</summary>
    public void Apply(Canvas canvas, int seed) => canvas.Grade(_gain, _veil, Columns, Rows, _veilInk, Noise, seed);
}
