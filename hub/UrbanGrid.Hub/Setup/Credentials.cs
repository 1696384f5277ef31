using System.Security.Cryptography;
using System.Text.Json;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Setup;

/// <summary>A sign-in of <c>credentials.json</c>.</summary>
public sealed record UserCredential(string User, string Password, string Role);

/// <summary>A device token of <c>credentials.json</c>.</summary>
public sealed record DeviceCredential(string Id, string Token);

/// <summary>
/// The passwords and tokens made at the first start, in a file that only its owner can read; the database has their hashes
/// only. Whoever runs more than a demo hands them out and deletes the file.
/// </summary>
public sealed record Credentials(IReadOnlyList<UserCredential> Users, IReadOnlyList<DeviceCredential> Devices)
{
    /// <summary>Without 0, O, 1, l and I, which people mix up.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Four groups of four: 79 random bits.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));

    /// <summary>Reads the file; empty if there is none.</summary>
    public static async Task<Credentials> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new Credentials([], []);
        }

        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<Credentials>(file, ApiJson.Options, cancellationToken) ?? new Credentials([], []);
    }

    /// <summary>Writes the file whole or not at all, readable by its owner alone.</summary>
    public Task WriteAsync(string path, CancellationToken cancellationToken) =>
        WritePrivateAsync(path, JsonSerializer.SerializeToUtf8Bytes(this, ApiJson.Options), cancellationToken);

    /// <summary>Writes a file whole or not at all, readable by its owner alone.</summary>
    public static async Task WritePrivateAsync(string path, byte[] content, CancellationToken cancellationToken)
    {
        var unfinished = path + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Delete(unfinished);
        await using (var file = new FileStream(unfinished, options))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
