using System.Formats.Tar;
using System.IO.Compression;

namespace UrbanGrid.EdgeAgent.Footage;

/// <summary>
/// Gets <c>vtest.avi</c>, 80 s of a real street with pedestrians: the one file is taken out of Debian's package
/// <c>opencv-doc</c>, which is downloaded but not installed.
/// </summary>
public sealed class FootageSource(string folder)
{
    private const string Package = "opencv-doc";
    private const string FileName = "vtest.avi";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Path of the clip; it is fetched only once.</summary>
    /// <exception cref="FootageException">The package cannot be had here.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(Path.Combine(folder, FileName));
        if (File.Exists(target))
        {
            return target;
        }

        Directory.CreateDirectory(folder);
        var download = Directory.CreateTempSubdirectory("urbangrid-footage-");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await DownloadAsync(download.FullName, patience.Token);
            var package = Directory.EnumerateFiles(download.FullName, Package + "*.deb").FirstOrDefault()
                ?? throw new FootageException($"apt-get downloaded no package {Package}.");
            var part = target + ".part";
            await ChildProgram.RunAsync(
                "dpkg-deb", ["--fsys-tarfile", package], patience.Token, output: stream => ExtractAsync(stream, part, patience.Token));
            if (!File.Exists(part))
            {
                throw new FootageException($"The package {Package} of this distribution holds no {FileName}.");
            }

            File.Move(part, target);
            return target;
        }
        catch (FootageException e)
        {
            throw new FootageException($"The footage {FileName} cannot be had: {e.Message} Use compose-demo --generated, or your own video.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FootageException($"Downloading {Package} took longer than {Patience.TotalMinutes:0} minutes. Use compose-demo --generated, or your own video.");
        }
        finally
        {
            download.Delete(recursive: true);
        }
    }

    private static async Task DownloadAsync(string into, CancellationToken cancellationToken)
    {
        string[] arguments = ["-q", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "download", Package];
        try
        {
            await ChildProgram.RunAsync("apt-get", arguments, cancellationToken, into);
        }
        catch (FootageException) when (Environment.IsPrivilegedProcess)
        {
            // A fresh machine has no package lists yet.
            await ChildProgram.RunAsync("apt-get", ["-q", "update"], cancellationToken);
            await ChildProgram.RunAsync("apt-get", arguments, cancellationToken, into);
        }
    }

    private static async Task ExtractAsync(Stream tar, string target, CancellationToken cancellationToken)
    {
        await using var reader = new TarReader(tar);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            var packed = entry.Name.EndsWith("/" + FileName + ".gz", StringComparison.Ordinal);
            if (entry.DataStream is { } data && (packed || entry.Name.EndsWith("/" + FileName, StringComparison.Ordinal)))
            {
                await using var content = packed ? new GZipStream(data, CompressionMode.Decompress) : data;
                await using var file = File.Create(target);
                await content.CopyToAsync(file, cancellationToken);
                break;
            }
        }

        // dpkg-deb must be read to its end, or it fails for want of a reader.
        await tar.CopyToAsync(Stream.Null, cancellationToken);
    }
}
