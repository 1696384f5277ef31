using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Device tokens: 256 random bits, stored as their SHA-256. A slow password hash would protect nothing here, because so
/// many random bits cannot be guessed, and it would make ten thousand devices that reconnect together a denial of service.
/// The plain hash also lets a login that brings nothing but its token be found with one look-up.
/// </summary>
internal static class DeviceToken
{
    private const int RandomBytes = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
