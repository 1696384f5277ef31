using System.Globalization;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Http;

/// <summary>One page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Something with a stable key and a name people read.</summary>
public sealed record Named(string Key, LocalText Name);

/// <summary>Which page a caller wants.</summary>
/// <param name="Offset">Items to skip, out of <c>?cursor=</c>.</param>
/// <param name="Limit">Items wanted, 1..200.</param>
public readonly record struct PageRequest(int Offset, int Limit)
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    /// <summary>Reads <c>?cursor=</c> and <c>?limit=</c>.</summary>
    /// <exception cref="ProblemException">One of them is no such number.</exception>
    public static PageRequest Read(string? cursor, int? limit)
    {
        if (limit is < 1 or > MaxLimit)
        {
            throw new ProblemException("invalid_value", "limit", $"1..{MaxLimit}");
        }

        var offset = 0;
        if (cursor is not null && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > 10_000_000))
        {
            throw new ProblemException("invalid_value", "cursor", "'next'");
        }

        return new PageRequest(offset, limit ?? DefaultLimit);
    }

    /// <summary>Makes the page out of up to <see cref="Limit"/> + 1 items, the last of which only says that there is more.</summary>
    public Page<T> Of<T>(IReadOnlyList<T> itemsAndOne) => itemsAndOne.Count > Limit
        ? new Page<T>([.. itemsAndOne.Take(Limit)], (Offset + Limit).ToString(CultureInfo.InvariantCulture))
        : new Page<T>(itemsAndOne, null);

    /// <summary>Cuts the page out of a list held in memory.</summary>
    public Page<T> Cut<T>(IEnumerable<T> all) => Of<T>([.. all.Skip(Offset).Take(Limit + 1)]);
}
