namespace UrbanGrid.Vision.Privacy;

/// <summary>How people are found and blurred in pictures that leave the house. Better one bush too many than one face too few.</summary>
public sealed record PeopleBlurSettings
{
    /// <summary>Where Debian's package <c>opencv-data</c> puts the cascade of faces.</summary>
    public const string PackagedFaces = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";

    /// <summary>Threshold of the HOG people detector's score; 0 is its own balance, below it finds more people and more posts.</summary>
    public double HitThreshold { get; init; }

    /// <summary>Factor between two sizes of people looked for; nearer to 1 misses fewer and takes longer.</summary>
    public double ScaleStep { get; init; } = 1.05;

    /// <summary>Greatest factor a picture is enlarged by: the detector's window holds people of about 100 pixels, streets smaller ones.</summary>
    public double Enlarge { get; init; } = 2;

    /// <summary>Width no picture is enlarged beyond, pixels; bounds the time.</summary>
    public int EnlargedWidth { get; init; } = 1600;

    /// <summary>What a box is widened by on each side, as a share of its size: arms and hair reach out of it.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Cells that remain across the shorter side of a box.</summary>
    public int Cells { get; init; } = 4;

    /// <summary>JPEG quality of the copy, 0..100.</summary>
    public int Quality { get; init; } = 95;

    /// <summary>File of a Haar cascade of faces; people without faces are found without it. Null or absent: not used.</summary>
    public string? Faces { get; init; } = PackagedFaces;
}
