using System.Diagnostics;
using UrbanGrid.TestKit;

namespace UrbanGrid.Vision.Tests;

/// <summary>Footage that a machine can fetch for itself: <c>vtest.avi</c> out of Debian's package <c>opencv-doc</c>.</summary>
internal static class Footage
{
    private const string InPackage = "./usr/share/doc/opencv-doc/examples/data/vtest.avi";
    private static readonly SemaphoreSlim Once = new(1, 1);

    /// <summary>Path of the clip; skips the test, saying so, where it can be neither found nor fetched.</summary>
    public static async Task<string> RequireVtestAsync()
    {
        var path = Repository.PathOf("artifacts", "footage", "vtest.avi");
        await Once.WaitAsync();
        try
        {
            if (!File.Exists(path))
            {
                await FetchAsync(path);
            }
        }
        finally
        {
            Once.Release();
        }

        Skip.IfNot(File.Exists(path), "Skipped: vtest.avi is not in artifacts/footage and the package opencv-doc cannot be fetched here.");
        return path;
    }

    private static async Task FetchAsync(string path)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var script = $"""
            set -e
            apt-get download opencv-doc
            dpkg-deb --fsys-tarfile opencv-doc_*.deb | tar -xO {InPackage} > vtest.avi || true
            if [ ! -s vtest.avi ]; then dpkg-deb --fsys-tarfile opencv-doc_*.deb | tar -xO {InPackage}.gz | gunzip > vtest.avi; fi
            """;
        try
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script])
            {
                WorkingDirectory = folder.Path,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var output = shell.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = shell.StandardError.ReadToEndAsync(patience.Token);
            await Task.WhenAll(output, errors, shell.WaitForExitAsync(patience.Token));
            if (shell.ExitCode == 0 && new FileInfo(folder.File("vtest.avi")).Length > 0)
            {
                File.Copy(folder.File("vtest.avi"), path, overwrite: true);
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or OperationCanceledException)
        {
            // No Debian, or no network: the caller skips.
        }
    }
}
