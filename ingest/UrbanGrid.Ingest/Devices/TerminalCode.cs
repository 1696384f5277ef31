using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// Authentication code (鉴权码) of a vehicle terminal: derived from the hash of its device's token, so nothing more is kept, a
/// terminal that registers anew is given the same one by every hub, and a new token ends the old code. 80 bits in 16 letters
/// and digits, because terminals keep it in small fields.
/// </summary>
internal static class TerminalCode
{
    private const int Letters = 16;
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    public static string Of(TokenHash token)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref token, 1)), "JT/T 808 authentication code"u8, mac);
        Span<char> code = stackalloc char[Letters];
        for (var i = 0; i < Letters; i++)
        {
            code[i] = Alphabet[mac[i] % Alphabet.Length];
        }

        return new string(code);
    }
}
