using System.Runtime.InteropServices;

namespace UrbanGrid.Vision.Native;

/// <summary>What the scene made of a frame; mirrors <c>ugv_scene_state</c>.</summary>
internal enum SceneState
{
    Learning = 0,
    Watching = 1,
    Changed = 2,
    Relearned = 3,
}

/// <summary>Mirrors <c>ugv_settings</c>; the meaning of each value is told in <see cref="LeftObject.LeftObjectSettings"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SceneSettings
{
    public float LearnSeconds;
    public float BackgroundTau;
    public float CandidateTau;
    public float NoiseFactor;
    public float NoiseBase;
    public float ThresholdLow;
    public float ThresholdHigh;
    public float SupportMax;
    public float SupportStatic;
    public float DecayCovered;
    public float DecayBackground;
    public float LightResidual;
    public float LightDarkest;
    public float LightBrightest;
    public float LightSlope;
    public float ChangedShare;
    public float ChangedSettleSeconds;
    public int GridPixels;
    public int BlobPixelsMin;
}

/// <summary>Mirrors <c>ugv_frame</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SceneFrame
{
    public SceneState State;
    public int Width;
    public int Height;
    public int GridWidth;
    public int GridHeight;
    public int BlobCount;
    public float ForegroundShare;
    public float LightGain;
}

/// <summary>Mirrors <c>ugv_blob</c>: a static thing in the last frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Blob
{
    public double Since;
    public int Label;
    public GridBox Box;
    public int Area;
}

/// <summary>Mirrors <c>ugv_look</c>: how a region appears in the last frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionLook
{
    public float Foreground;
    public float Covered;
    public float Likeness;
    public float Jitter;
}

/// <summary>Mirrors <c>ugv_features</c>: a region in the candidate layer against the background layer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionFeatures
{
    public float EdgeNow;
    public float EdgeBefore;
    public float BackgroundLikeness;
    public float Solidity;
    public float OutlineGain;
    public float SurroundGain;
    public float TextureLikeness;
    public float Texture;
    public float ContrastGain;
}

/// <summary>Mirrors <c>ugv_place</c>: how a region lies to a zone, shares 0..1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RegionPlace
{
    public float Share;
    public float Foot;
    public float Covers;
}

/// <summary>Mirrors <c>ugv_mover</c>: something that moved in the last frame.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Mover
{
    public GridBox Box;
    public int Area;
}

/// <summary>Something beside a region; mirrors <c>ugv_piece</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Piece
{
    public GridBox Box;

    /// <summary>Pixels, the region's own left out.</summary>
    public int Area;

    /// <summary>Of these, static.</summary>
    public int Still;

    /// <summary>1 where the middle of its lower edge lies in the zone.</summary>
    public int FootInside;
}

/// <summary>What became of the picture of the empty place; mirrors <c>ugv_reference_use</c>.</summary>
internal enum ReferenceUse
{
    None = 0,
    Used = 1,
    Unlike = 2,
}

/// <summary>Mirrors <c>ugv_buffer</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeBuffer
{
    public nint Data;
    public int Length;
}

/// <summary>Mirrors <c>ugv_drawing</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeDrawing
{
    public nint Outline;
    public int OutlineCount;
    public float X;
    public float Y;
    public float Width;
    public float Height;
    public nint Title;
    public nint Subtitle;
}
