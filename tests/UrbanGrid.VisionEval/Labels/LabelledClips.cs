using UrbanGrid.VisionEval.Clips;

namespace UrbanGrid.VisionEval.Labels;

/// <summary>Finds the clips of a folder and their label files.</summary>
internal static class LabelledClips
{
    /// <summary>End of the name of a clip's picture of the empty street.</summary>
    public const string EmptyStreetSuffix = ".empty.jpg";

    private static readonly string[] VideoExtensions = [".mp4", ".avi", ".mkv", ".mov", ".mjpeg", ".mjpg", ".webm", ".ts"];

    /// <summary>Labels of clips that may not be kept beside the program, by name.</summary>
    private static string KnownFolder => Path.Combine(AppContext.BaseDirectory, "Labels", "real");

    /// <summary>All clips of the folder that have labels, by name; <paramref name="unlabelled"/> has the names of the others.</summary>
    /// <exception cref="LabelException">There is no such folder, no clip with labels, or a label file is broken.</exception>
    public static IReadOnlyList<EvalClip> In(string folder, out IReadOnlyList<string> unlabelled)
    {
        if (!Directory.Exists(folder))
        {
            throw new LabelException($"{folder}: there is no such folder.");
        }

        List<EvalClip> clips = [];
        List<string> without = [], problems = [];
        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Where(IsClip).Order(StringComparer.Ordinal))
        {
            if (LabelsOf(path) is not { } labelFile)
            {
                without.Add(Path.GetFileName(path));
                continue;
            }

            try
            {
                clips.Add(Open(path, LabelFile.Load(labelFile)));
            }
            catch (LabelException e)
            {
                problems.AddRange(e.Problems);
            }
        }

        if (problems.Count > 0)
        {
            throw new LabelException(problems);
        }

        unlabelled = without;
        return clips.Count > 0
            ? clips
            : throw new LabelException($"{folder}: holds no clip with a label file NAME{LabelFile.Suffix}; docs/vision-labels.md says how to write one.");
    }

    private static EvalClip Open(string path, ClipLabels labels)
    {
        var name = Path.GetFileName(path);
        if (!Directory.Exists(path))
        {
            return new EvalClip(name, labels, new VideoSource(path)) { EmptyStreet = EmptyStreetOf(path) };
        }

        return labels.PicturesPerSecond is { } rate
            ? new EvalClip(name, labels, new PictureFolderSource(path, rate)) { EmptyStreet = EmptyStreetOf(path) }
            : throw new LabelException($"{name}{LabelFile.Suffix}: lacks picturesPerSecond, which a folder of pictures needs.");
    }

    private static byte[]? EmptyStreetOf(string path)
    {
        var name = Directory.Exists(path) ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path);
        var picture = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name + EmptyStreetSuffix);
        return File.Exists(picture) ? File.ReadAllBytes(picture) : null;
    }

    private static string? LabelsOf(string path)
    {
        var file = (Directory.Exists(path) ? Path.GetFileName(path) : Path.GetFileNameWithoutExtension(path)) + LabelFile.Suffix;
        return new[] { Path.GetDirectoryName(Path.GetFullPath(path))!, KnownFolder }.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);
    }

    private static bool IsClip(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.jpg").Any()
        : VideoExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);
}
