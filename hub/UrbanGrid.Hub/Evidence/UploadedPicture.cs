using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Evidence;

/// <summary>A picture somebody uploads, checked.</summary>
public sealed record UploadedPicture(ReadOnlyMemory<byte> Content, string MediaType)
{
    /// <summary>Largest picture taken, bytes.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>Reads and checks an uploaded file.</summary>
    /// <exception cref="ProblemException">Missing, too large, or no picture.</exception>
    public static async Task<UploadedPicture> ReadAsync(IFormFile? file, CancellationToken cancellationToken)
    {
        if (file is null || file.Length == 0)
        {
            throw new ProblemException("missing_value", "file");
        }

        if (file.Length > MaxBytes)
        {
            throw new ProblemException("picture_too_large");
        }

        var content = new byte[file.Length];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(content, cancellationToken);
        return new UploadedPicture(content, Evidence.MediaType.OfPicture(content) ?? throw new ProblemException("not_a_picture"));
    }
}
