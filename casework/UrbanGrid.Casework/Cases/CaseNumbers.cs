using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Store;

namespace UrbanGrid.Casework.Cases;

/// <summary>
/// Case numbers, form A of docs/domain-sources.md §4: C or E, class, local date, four-digit sequence of that class and day
/// (five from the 10,000th on). The database counts.
/// </summary>
internal static class CaseNumbers
{
    public static async Task<string> NextAsync(
        CaseworkDb db, CategoryClass category, DateOnly date, CancellationToken cancellationToken)
    {
        var prefix = $"{category.Form}{category.Digits}{date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";
        var given = await db.Database.SqlQuery<int>(
            $"""
            insert into case_numbers (prefix, last) values ({prefix}, 1)
            on conflict (prefix) do update set last = case_numbers.last + 1
            returning last as "Value"
            """).ToListAsync(cancellationToken);
        return $"{prefix}{given[0].ToString("D4", CultureInfo.InvariantCulture)}";
    }
}
