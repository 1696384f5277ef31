using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace UrbanGrid.Hub.Moving;

/// <summary>Number of rows of a table and a hash over all their values; equal on both sides means that the copy is exact.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Hash">SHA-256 over the values in the order of the key, lower-case hex.</param>
public sealed record TableDigest(long Rows, string Hash)
{
    private const long TicksPerMicrosecond = 10;

    /// <summary>Reads the table once.</summary>
    public static async Task<TableDigest> OfAsync(DbConnection connection, MovedTable table, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await foreach (var row in TableRows.ReadAsync(connection, table, skip: 0, cancellationToken))
        {
            rows++;
            foreach (var value in row)
            {
                Append(hash, value);
            }
        }

        return new TableDigest(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, object value)
    {
        switch (value)
        {
            case string text:
                Append(hash, Encoding.UTF8.GetBytes(text));
                break;
            case byte[] bytes:
                Append(hash, bytes.AsSpan());
                break;
            case double number:
                Append(hash, BitConverter.DoubleToInt64Bits(number));
                break;
            case DateTimeOffset at:
                Append(hash, at.UtcTicks / TicksPerMicrosecond); // PostgreSQL keeps microseconds.
                break;
            case bool yes:
                Append(hash, yes ? 1 : 0);
                break;
            case DBNull:
                Append(hash, long.MinValue);
                break;
            default:
                Append(hash, Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    /// <summary>The length goes first, so that two texts cannot lend each other letters.</summary>
    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Append(hash, bytes.Length);
        hash.AppendData(bytes);
    }
}
