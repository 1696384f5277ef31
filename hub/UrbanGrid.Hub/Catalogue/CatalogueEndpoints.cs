using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;

namespace UrbanGrid.Hub.Cases;

/// <summary>A class of the catalogue.</summary>
public sealed record CategoryRow(string Code, LocalText Name, LocalText Major, IReadOnlyList<ConditionRow> Conditions);

/// <summary>A filing condition of a class.</summary>
public sealed record ConditionRow(string Key, LocalText Name, LocalText Limit, LocalText Closing);

/// <summary><c>/catalogue</c>.</summary>
public static class CatalogueEndpoints
{
    /// <summary>Adds the resources.</summary>
    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        api.MapGet("/catalogue/components", (CaseCatalogue catalogue) => Rows(catalogue.Components)).WithTags("catalogue");
        api.MapGet("/catalogue/events", (CaseCatalogue catalogue) => Rows(catalogue.Events)).WithTags("catalogue");
    }

    private static List<CategoryRow> Rows(IEnumerable<CategoryClass> classes) =>
        [.. classes.Select(c => new CategoryRow(
            c.Code, c.Name, c.Major, [.. c.Conditions.Select(f => new ConditionRow(f.Key, f.Name, f.Limit.ToText(), f.Closing))]))];
}
