using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Health;

/// <summary>What one look says about one fault.</summary>
internal enum SignKind
{
    /// <summary>The look does not tell: another fault hides it, or it lies between the two thresholds.</summary>
    Unknown,
    /// <summary>The picture has not this fault.</summary>
    Absent,
    /// <summary>The picture looks as if it had.</summary>
    Present,
}

/// <summary>A sign and how much of its time counts.</summary>
internal readonly record struct Sign(SignKind Kind, double Weight = 1)
{
    public static Sign Unknown => default;

    /// <summary>Present from one threshold, absent from the other, unknown between.</summary>
    public static Sign Of(bool present, bool absent) =>
        new(present ? SignKind.Present : absent ? SignKind.Absent : SignKind.Unknown);
}

/// <summary>Reads the faults' signs off a look. The faults come in this order, and an earlier one hides the later.</summary>
internal static class FaultSigns
{
    /// <summary>Signs of all faults, by the fault's number.</summary>
    public static void Read(in PictureLook look, HealthSettings settings, Span<Sign> signs)
    {
        signs.Clear();
        signs[(int)PictureFault.Black] = Sign.Of(look.Dark <= settings.BlackLevel, look.Dark >= settings.BlackEndLevel);
        signs[(int)PictureFault.Bright] = Bright(look, settings);
        if (signs[(int)PictureFault.Black].Kind != SignKind.Absent || signs[(int)PictureFault.Bright].Kind != SignKind.Absent)
        {
            return;
        }

        signs[(int)PictureFault.Frozen] = Sign.Of(look.StillSeconds >= settings.StillSeconds, look.StillSeconds < settings.StillSeconds);
        if (signs[(int)PictureFault.Frozen].Kind == SignKind.Present || look.Landmarks < settings.LandmarksMin)
        {
            return;
        }

        signs[(int)PictureFault.Covered] = Covered(look, settings);
        if (signs[(int)PictureFault.Covered].Kind == SignKind.Present)
        {
            return;
        }

        signs[(int)PictureFault.Moved] = Moved(look, settings);
        if (look.JudgedSoft >= settings.BlurredLandmarks && look.Match >= settings.BlurredMatch)
        {
            signs[(int)PictureFault.Blurred] = Sign.Of(look.Soft >= settings.BlurredShare, look.Soft <= settings.BlurredEndShare);
        }
    }

    private static Sign Bright(in PictureLook look, HealthSettings settings)
    {
        var white = look.Bright >= settings.BrightLevel && look.Structure == 0;
        return Sign.Of(white || look.Clipped >= settings.BrightShare, !white && look.Clipped <= settings.BrightEndShare);
    }

    private static Sign Covered(in PictureLook look, HealthSettings settings)
    {
        var landmarks = look.LandmarkShare;
        var bare = look.Structure <= settings.CoveredStructure * landmarks;
        return Sign.Of(bare && look.Flat >= settings.CoveredFlat, !bare || look.Flat <= settings.CoveredEndFlat);
    }

    private static Sign Moved(in PictureLook look, HealthSettings settings)
    {
        var shifted = look.Shift >= settings.MovedShift && look.ShiftMatch >= settings.MovedMatch
            && look.ShiftMatch >= look.Match + settings.MovedGain;
        var lost = look.Match <= settings.LostMatch && look.Flat < settings.CoveredFlat;
        return shifted ? new Sign(SignKind.Present)
            : lost ? new Sign(SignKind.Present, settings.LostWeight)
            : Sign.Of(false, look.Match >= settings.LostEndMatch);
    }
}
