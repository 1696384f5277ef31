using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Device tokens: 256 random bits, stored as their SHA-256. A slow password hash would protect nothing here, because so
/// many random bits cannot be guessed, and it would make ten thousand devices that reconnect together a denial of service.
/// </summary>
internal static class DeviceToken
{
    private const int RandomBytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    public static bool Matches(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> presented)
    {
        Span<byte> presentedHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(presented, presentedHash);
        return CryptographicOperations.FixedTimeEquals(hash, presentedHash);
    }
}
