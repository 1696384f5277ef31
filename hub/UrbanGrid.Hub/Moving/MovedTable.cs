using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace UrbanGrid.Hub.Moving;

/// <summary>A table as the model of the source sees it: what is copied, and in which order.</summary>
public sealed class MovedTable
{
    private MovedTable(ITable table)
    {
        Name = table.Name;
        var columns = table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        Columns = [.. columns.Select(c => c.Name)];
        Types = [.. columns.Select(TypeOf)];
        Key = [.. table.PrimaryKey!.Columns.Select(c => c.Name)];
        Counted = table.PrimaryKey.Columns is [var only] && only.PropertyMappings[0].Property.ValueGenerated == ValueGenerated.OnAdd
            && TypeOf(only) is var type && (type == typeof(long) || type == typeof(int))
            ? only.Name
            : null;
    }

    /// <summary>Name in the database.</summary>
    public string Name { get; }

    /// <summary>Columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Type of each column's values.</summary>
    public IReadOnlyList<Type> Types { get; }

    /// <summary>Columns of the primary key.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The column that the database counts; null if there is none.</summary>
    public string? Counted { get; }

    /// <summary>Column list, quoted.</summary>
    public string ColumnList => string.Join(", ", Columns.Select(Quote));

    /// <summary>All rows in the order of the key, which is the same in both databases.</summary>
    public string SelectInOrder => $"select {ColumnList} from {Quote(Name)} order by {string.Join(", ", Key.Select(Quote))}";

    /// <summary>All tables of a model, each after those it points to.</summary>
    public static IReadOnlyList<MovedTable> Of(IModel model)
    {
        List<ITable> ordered = [];
        foreach (var table in model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Add(table, ordered);
        }

        return [.. ordered.Select(t => new MovedTable(t))];
    }

    /// <summary>A name as both databases read it.</summary>
    public static string Quote(string name) => $"\"{name}\"";

    private static void Add(ITable table, List<ITable> ordered)
    {
        if (ordered.Contains(table))
        {
            return;
        }

        foreach (var needed in table.ForeignKeyConstraints.Select(f => f.PrincipalTable).Where(t => t != table))
        {
            Add(needed, ordered);
        }

        ordered.Add(table);
    }

    private static Type TypeOf(IColumn column)
    {
        var mapping = column.PropertyMappings[0].TypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }
}
