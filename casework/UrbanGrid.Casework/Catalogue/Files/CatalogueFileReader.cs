using System.Globalization;
using System.Text;
using CsvHelper;
using UrbanGrid.Casework.Catalogue.Versions;
using UrbanGrid.Casework.Tables;
using CsvRow = UrbanGrid.Casework.Tables.CsvRow;

namespace UrbanGrid.Casework.Catalogue.Files;

/// <summary>Reads a catalogue's files, UTF-8 or GBK; every fault names file and line.</summary>
/// <param name="files">Bytes by file name; what is not given stays as the draft has it.</param>
/// <param name="draft">The draft they are for.</param>
internal sealed class CatalogueFileReader(IReadOnlyDictionary<string, byte[]> files, CaseCatalogue draft)
{
    private readonly List<CatalogueFileFault> _warnings = [];

    public List<CatalogueFileFault> Faults { get; } = [];

    public IReadOnlyList<CatalogueFileFault> Warnings => _warnings;

    /// <summary>The whole catalogue; null when there are faults.</summary>
    public CaseCatalogue? Read()
    {
        var conditions = ReadConditions();
        var classes = ReadClasses();
        if (Faults.Count > 0)
        {
            return null;
        }

        var read = new List<CategoryClass>();
        foreach (var one in classes)
        {
            var own = conditions[one.Order.Code].ToList();
            var order = one.Order with { Conditions = [.. own.Select(c => c.Order)] };
            if (own.Count == 0)
            {
                Fault(CatalogueFileNames.Conditions, null, $"类别 {order.Code} 没有立案条件，请至少补充一行", $"class {order.Code} has no filing condition; add a line for it");
                continue;
            }

            var faults = ClassCheck.Faults(order, draft).ToList();
            Faults.AddRange(faults.Select(f => f.Condition is { } i
                ? new CatalogueFileFault(CatalogueFileNames.Conditions, own[i].Line, f.Message)
                : new CatalogueFileFault(CatalogueFileNames.Classes, one.Line, f.Message)));
            if (faults.Count == 0)
            {
                read.Add(ClassCheck.ToClass(order, draft));
            }
        }

        // Of a class that the table takes out, what the draft has goes with it; what a file says is a mistake.
        var known = classes.Select(c => c.Order.Code).ToHashSet();
        foreach (var stray in conditions.Where(c => files.ContainsKey(CatalogueFileNames.Conditions) && !known.Contains(c.Key)))
        {
            Fault(
                CatalogueFileNames.Conditions, stray.First().Line,
                $"类别“{stray.Key}”不在类别表中", $"the class '{stray.Key}' is not in the table of classes");
        }

        return Faults.Count == 0 ? new CaseCatalogue(draft.Scheme, read) : null;
    }

    private List<(long? Line, ClassOrder Order)> ReadClasses()
    {
        if (!files.ContainsKey(CatalogueFileNames.Classes))
        {
            return [.. draft.All.Select(c => ((long?)null, new ClassOrder(c.Code, c.Major, c.Name, c.IsOff, null)))];
        }

        var classes = new Dictionary<string, (long? Line, ClassOrder Order)>();
        foreach (var row in Rows(CatalogueFileNames.Classes, "code", "major_zh", "major_en", "zh", "en"))
        {
            if (YesOrNo(row) is not { } off)
            {
                Fault(CatalogueFileNames.Classes, row.Line, $"off“{row["off"]}”应写 yes 或 no", $"off '{row["off"]}' must be yes or no");
            }
            else if (!classes.TryAdd(row["code"], (row.Line, new ClassOrder(row["code"], Text(row, "major_"), Text(row, ""), off, null))))
            {
                Fault(CatalogueFileNames.Classes, row.Line, $"代码 {row["code"]} 重复", $"code {row["code"]} is used twice");
            }
        }

        return [.. classes.Values];
    }

    private ILookup<string, (long? Line, ConditionOrder Order)> ReadConditions() => files.ContainsKey(CatalogueFileNames.Conditions)
        ? Rows(CatalogueFileNames.Conditions, "category", "key", "zh", "en", "limit_value", "limit_unit", "close_zh", "close_en")
            .ToLookup(row => row["category"], row => ((long?)row.Line, new ConditionOrder(
                row["key"], Text(row, ""), row["measure"],
                double.TryParse(row["limit_value"], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
                row["limit_unit"], Text(row, "close_"))))
        : draft.All.SelectMany(c => c.Conditions.Select(f => (c.Code, f))).ToLookup(x => x.Code, x => ((long?)null, ConditionOrder.Of(x.f)));

    private IReadOnlyList<CsvRow> Rows(string file, params string[] columns)
    {
        if (DecodedText.Read(files[file]) is not { } text)
        {
            Fault(
                file, null, "编码既不是 UTF-8 也不是 GBK/GB18030；请另存为“CSV UTF-8（逗号分隔）”",
                "it is neither UTF-8 nor GBK/GB18030; save it as CSV in UTF-8");
            return [];
        }

        if (text.IsGbk)
        {
            _warnings.Add(new CatalogueFileFault(file, null, new LocalText(
                "已按 GBK/GB18030 读取；建议今后另存为 UTF-8", "it was read as GBK/GB18030; save it as UTF-8 next time")));
        }

        try
        {
            var table = CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.Text), writable: false));
            var missing = string.Join(", ", columns.Except(table.Columns, StringComparer.OrdinalIgnoreCase));
            if (missing.Length == 0)
            {
                return table.Rows;
            }

            Fault(file, 1, $"缺少列 {missing}，请补充", $"add the missing column {missing}");
        }
        catch (CsvFormatException e)
        {
            Fault(file, null, $"不是有效的 CSV：{e.Message}", e.Message);
        }

        return [];
    }

    private static LocalText Text(CsvRow row, string prefix) => new(row[$"{prefix}zh"], row[$"{prefix}en"]);

    private static bool? YesOrNo(CsvRow row) => row["off"].ToLowerInvariant() switch
    {
        "" or "no" or "否" => false,
        "yes" or "是" => true,
        _ => null,
    };

    private void Fault(string file, long? line, string zh, string en) => Faults.Add(new CatalogueFileFault(file, line, new LocalText(zh, en)));
}
