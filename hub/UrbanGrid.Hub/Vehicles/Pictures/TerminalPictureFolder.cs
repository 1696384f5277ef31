using System.Globalization;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Jt808.Terminals;

namespace UrbanGrid.Hub.Vehicles.Pictures;

/// <summary>A picture, sound or video of a vehicle's terminal.</summary>
/// <param name="Name">Its name, also the last part of its address.</param>
/// <param name="TakenAt">Unix ms.</param>
/// <param name="Channel">Channel of the terminal's camera.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Url">Where it is.</param>
public sealed record TerminalPictureView(string Name, long TakenAt, int Channel, long Bytes, string Url);

/// <summary>
/// The last pictures of every terminal, as files named <c>{time}-{channel}-{number}.{kind}</c> in a folder of the vehicle. They are kept when the terminal is
/// told that they were received; the oldest give way.
/// </summary>
public sealed class TerminalPictureFolder(string folder) : IDisposable
{
    /// <summary>Pictures kept of one vehicle.</summary>
    public const int KeptPerVehicle = 100;

    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Keeps one.</summary>
    public async ValueTask TakeAsync(TerminalMedium medium, CancellationToken cancellationToken)
    {
        var own = FolderOf(medium.DeviceId);
        var path = Path.Combine(own, string.Create(CultureInfo.InvariantCulture, $"{medium.TakenAt:D14}-{medium.Channel}-{medium.MediaId}.{medium.Extension}"));
        await _writing.WaitAsync(cancellationToken);
        try
        {
            Directory.CreateDirectory(own);
            await using (var file = new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await file.WriteAsync(medium.Bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + ".part", path, overwrite: true);
            foreach (var old in FilesOf(own).Skip(KeptPerVehicle))
            {
                old.Delete();
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>What is kept of a vehicle, newest first.</summary>
    public IReadOnlyList<TerminalPictureView> List(string deviceId) => [.. FilesOf(FolderOf(deviceId)).Select(f => View(deviceId, f))];

    /// <summary>Path of one; null if there is none.</summary>
    public string? Find(string deviceId, string name) =>
        Path.GetFileName(name) == name && !name.EndsWith(".part", StringComparison.Ordinal) && File.Exists(Path.Combine(FolderOf(deviceId), name)) ? Path.Combine(FolderOf(deviceId), name) : null;

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    private static TerminalPictureView View(string deviceId, FileInfo file)
    {
        var parts = Path.GetFileNameWithoutExtension(file.Name).Split('-');
        return new TerminalPictureView(
            file.Name, long.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), file.Length, $"/api/v1/vehicles/{deviceId}/pictures/{file.Name}");
    }

    private static IEnumerable<FileInfo> FilesOf(string own) =>
        Directory.Exists(own)
            ? new DirectoryInfo(own).EnumerateFiles("*-*-*.*").Where(f => f.Extension != ".part").OrderByDescending(f => f.Name, StringComparer.Ordinal)
            : [];

    private string FolderOf(string deviceId) => DeviceId.IsValid(deviceId) && deviceId.Trim('.').Length > 0
        ? Path.Combine(folder, deviceId)
        : throw new ArgumentException("no device id", nameof(deviceId));
}
