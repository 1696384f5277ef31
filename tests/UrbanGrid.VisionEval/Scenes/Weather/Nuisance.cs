using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Scenes.Weather;

/// <summary>Something that makes a scene hard; each part of it is a function of time alone.</summary>
internal abstract class Nuisance
{
    /// <summary>Name in label files.</summary>
    public abstract string Name { get; }

    /// <summary>JPEG quality that it forces, if any.</summary>
    public virtual int? Quality => null;

    /// <summary>Zones that whoever installs the camera draws because of it, such as over a clock.</summary>
    public virtual IReadOnlyList<CameraZone> Zones => [];

    /// <summary>Draws what flies in front of the street.</summary>
    public virtual void Fall(Canvas canvas, double t)
    {
    }

    /// <summary>Changes the light.</summary>
    public virtual void Shine(LightField light, double t)
    {
    }

    /// <summary>Moves the camera.</summary>
    public virtual void Move(Canvas canvas, double t)
    {
    }

    /// <summary>Draws what the camera itself adds.</summary>
    public virtual void BurnIn(Canvas canvas, double t)
    {
    }
}
