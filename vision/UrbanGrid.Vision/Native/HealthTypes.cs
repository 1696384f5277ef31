using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_health_settings</c>; the meaning of each value is told in <see cref="Health.HealthSettings"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProbeSettings
{
    public int GridPixels;
    public float ChangedLevel;
    public float StillShare;
    public float StructureLevel;
    public float SteadyShare;
    public float MatchLikeness;
    public float FlatRatio;
    public float SoftRatio;
    public float SoftGradient;
    public float SearchBelow;
    public int ReferencesMax;
}

/// <summary>Mirrors <c>ugv_health_look</c>; <c>health_api.h</c> says what each value means.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PictureLook
{
    public double StillSeconds;
    public int Width;
    public int Height;
    public float Dark;
    public float Bright;
    public float Clipped;
    public float Structure;
    public int References;
    public int Reference;
    public int Landmarks;
    public float LandmarkShare;
    public float Match;
    public float Flat;
    public float Soft;
    public int JudgedSoft;
    public float Sharpness;
    public float ShiftX;
    public float ShiftY;
    public float ShiftMatch;

    /// <summary>How far the view went, relative to the picture, along the longer way.</summary>
    public readonly double Shift => Math.Max(Math.Abs(ShiftX), Math.Abs(ShiftY));
}
