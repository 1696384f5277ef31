using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace UrbanGrid.Ingest.Devices;

/// <summary>SHA-256 of a token as a value that a dictionary can look up.</summary>
internal readonly record struct TokenHash(ulong A, ulong B, ulong C, ulong D)
{
    public static TokenHash Of(ReadOnlySpan<byte> hash) => MemoryMarshal.Read<TokenHash>(hash);

    public static TokenHash OfToken(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return Of(hash);
    }

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public bool MatchesInConstantTime(TokenHash other) => ((A ^ other.A) | (B ^ other.B) | (C ^ other.C) | (D ^ other.D)) == 0;
}
