using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace UrbanGrid.TestKit;

/// <summary>A file system in memory that is soon full (tmpfs); unmounted afterwards.</summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    /// <summary>Mounts one; skips the test, saying so, where that is not allowed.</summary>
    /// <param name="megabytes">Its size.</param>
    public SmallDisk(int megabytes)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Skipped: mounting a small disk needs root.");
        var code = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", _folder.Path);
        Skip.If(code != 0, "Skipped: mounting a tmpfs is not allowed here.");
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    private string Ballast => _folder.File("ballast");

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using var file = File.Create(Ballast);
        var block = new byte[4_096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
