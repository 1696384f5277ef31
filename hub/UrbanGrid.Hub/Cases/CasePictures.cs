using UrbanGrid.Casework;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Cases;

/// <summary>Pictures that come with a report or a step, in a form whose file fields are named after what the pictures show.</summary>
public sealed class CasePictures(EvidenceStore store, TimeProvider time)
{
    /// <summary>Most pictures of one form.</summary>
    public const int Most = 9;

    /// <summary>Most bytes of one form.</summary>
    public const long MostBytes = ((long)Most * UploadedPicture.MaxBytes) + (64 * 1024);

    /// <summary>What a picture may show: reported, before and after handling, at the verification (核实), at the check (核查), for an appeal (申诉).</summary>
    public static IReadOnlyList<string> Stages { get; } = ["report", "before", "handling", "verify", "check", "appeal"];

    /// <summary>Checks all pictures of a form, then stores them.</summary>
    /// <exception cref="ProblemException">Too many, of an unknown stage, too large, or no picture; none is stored then.</exception>
    public async Task<IReadOnlyList<EvidenceLink>> ReadAsync(IFormFileCollection files, CancellationToken cancellationToken)
    {
        if (files.Count > Most)
        {
            throw new ProblemException("invalid_value", "files", $"0..{Most}");
        }

        List<(string Stage, UploadedPicture Picture)> pictures = [];
        foreach (var file in files)
        {
            pictures.Add((Known(file.Name), await UploadedPicture.ReadAsync(file, cancellationToken)));
        }

        List<EvidenceLink> links = [];
        foreach (var (stage, picture) in pictures)
        {
            links.Add(await SaveAsync(picture, stage, cancellationToken));
        }

        return links;
    }

    /// <summary>Stores one checked picture.</summary>
    public async Task<EvidenceLink> SaveAsync(UploadedPicture picture, string stage, CancellationToken cancellationToken) => new(
        await store.SaveAsync(picture.Content, cancellationToken), picture.MediaType, Known(stage), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>The stage, if there is such a one.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static string Known(string stage) =>
        Stages.Contains(stage) ? stage : throw new ProblemException("invalid_value", "stage", string.Join(" | ", Stages));
}
