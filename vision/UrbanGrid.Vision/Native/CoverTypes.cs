using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>Mirrors <c>ugv_cover_settings</c>; the meaning of each value is told in <see cref="Covers.CoverSettings"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeCoverSettings
{
    public float PatchWidth;
    public float ShiftMax;
    public float MotionLevels;
    public float DarkLevel;
    public float StructureLow;
    public float LightRatio;
}

/// <summary>Mirrors <c>ugv_cover_info</c>: what a lesson found.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CoverLesson
{
    public float PictureWidth;
    public float PatchWidth;
    public float Texture;
    public float Surroundings;
    public float Noise;
}

/// <summary>Mirrors <c>ugv_cover_look</c>: one frame, aligned.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CoverLook
{
    public float Motion;
    public float ShiftX;
    public float ShiftY;
    public float Alignment;
}

/// <summary>
/// Mirrors <c>ugv_cover_features</c>: the looks since the last decision against the most similar reference. Likenesses are
/// −1..1 and 1 where nothing changed; those called Ring are of the surroundings. Dark, low, level and texture are
/// differences to the reference, 0 where nothing changed.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CoverFeatures
{
    public float Structure;
    public float StructureShare;
    public float StructureRim;
    public float StructureRing;
    public float Gradient;
    public float GradientRim;
    public float GradientRing;
    public float Orientation;
    public float OrientationRim;
    public float OrientationRing;
    public float Detail;
    public float DetailRing;
    public float StructureDeep;
    public float GradientDeep;
    public float DetailDeep;
    public float Dark;
    public float Low;
    public float Level;
    public float Texture;
    public float TextureRing;
    public float LightLowRing;
    public float LightHighRing;
    public float ChangeInside;
    public float ChangeArea;
    public float ChangeOutside;
    public float ChangeBorder;
    public float SectorsChanged;
    public float Gain;
    public float Standing;
    public float Noise;
    public int Reference;
    public int Looks;
    public int Quiet;
}
