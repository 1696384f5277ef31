using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Map.Importing;

/// <summary>
/// The files of a multipart body, in a folder of their own as they come in and never in memory. Disposing throws it away.
/// </summary>
public sealed class CityUpload : IDisposable
{
    /// <summary>Largest body taken, bytes.</summary>
    public const long MaxBytes = 200L << 20;

    private CityUpload(string folder) => Folder = folder;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Reads the body.</summary>
    /// <exception cref="ProblemException">No multipart form, too large, no file, or a file that is none of a city's.</exception>
    public static async Task<CityUpload> ReadAsync(HttpContext context, string parent, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            throw new ProblemException("unsupported_media");
        }

        if (context.Request.ContentLength > MaxBytes)
        {
            throw new ProblemException("body_too_large");
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBytes;
        var upload = new CityUpload(Directory.CreateDirectory(Path.Combine(parent, Guid.NewGuid().ToString("N"))).FullName);
        try
        {
            var reader = new MultipartReader(boundary, context.Request.Body);
            var files = 0;
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                files += await upload.TakeAsync(section, cancellationToken) ? 1 : 0;
            }

            return files > 0 ? upload : throw new ProblemException("missing_value", "file");
        }
        catch (Exception e)
        {
            upload.Dispose();
            throw e is InvalidDataException ? new ProblemException("bad_request", e.Message) : e;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private async Task<bool> TakeAsync(MultipartSection section, CancellationToken cancellationToken)
    {
        if (section.GetContentDispositionHeader() is not { } disposition || NameOf(disposition) is not { } given)
        {
            return false;
        }

        // A name of ours, not one that came in: no path of a sender reaches the disk.
        var name = CityFileNames.All.FirstOrDefault(f => f.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProblemException("not_a_city_file", given, string.Join(", ", CityFileNames.All));
        var path = Path.Combine(Folder, name);
        if (File.Exists(path))
        {
            throw new ProblemException("city_file_twice", name);
        }

        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await section.Body.CopyToAsync(file, cancellationToken);
        return true;
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;
        return string.IsNullOrEmpty(name) ? null : Path.GetFileName(name.Replace('\\', '/'));
    }
}
