using System.Globalization;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>Prints what the classifier said: accuracy by size, the confusion table, and what leaving out the doubtful ones would give.</summary>
internal static class CropTable
{
    private const int WideFrom = 60;
    private static readonly (int From, int To)[] Sizes = [(0, 40), (40, WideFrom), (WideFrom, 100), (100, 200), (200, int.MaxValue)];
    private static readonly double[] Doubts = [0.1, 0.2, 0.3];

    /// <summary>One list of answers for each repeat; all are of the same covers.</summary>
    public static void Print(string title, IReadOnlyList<IReadOnlyList<CropAnswer>> runs)
    {
        Console.WriteLine($"\n{title}");
        Console.WriteLine("| covers | how many | right |");
        Console.WriteLine("|---|---|---|");
        Row("all", runs, _ => true);
        Row($">= {WideFrom} px wide", runs, a => a.Cover.Box.Width >= WideFrom);
        foreach (var (from, to) in Sizes)
        {
            Row(to == int.MaxValue ? $">= {from} px" : $"{from} to {to - 1} px", runs, a => a.Cover.Box.Width >= from && a.Cover.Box.Width < to);
        }

        Confusion(runs);
        Console.WriteLine("\n| unsure: probability within | left without an answer | right of the others | right of the others, >= 60 px |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var doubt in Doubts)
        {
            Func<CropAnswer, bool> isSure = a => a.Certainty >= doubt;
            Func<CropAnswer, bool> isSureAndWide = a => isSure(a) && a.Cover.Box.Width >= WideFrom;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {0.5 - doubt:F1}..{0.5 + doubt:F1} | {runs.Average(r => r.Average(a => isSure(a) ? 0.0 : 1)):P1} | {Right(runs, isSure)} | {Right(runs, isSureAndWide)} |"));
        }

        Wrong(runs);
    }

    private static void Row(string what, IReadOnlyList<IReadOnlyList<CropAnswer>> runs, Func<CropAnswer, bool> which)
    {
        if (runs[0].Any(which))
        {
            Console.WriteLine($"| {what} | {runs[0].Count(which)} | {Right(runs, which)} |");
        }
    }

    /// <summary>Mean over the runs, and how far they lie apart.</summary>
    private static string Right(IReadOnlyList<IReadOnlyList<CropAnswer>> runs, Func<CropAnswer, bool> which)
    {
        var shares = runs.Select(r => r.Where(which).ToList()).Where(r => r.Count > 0).Select(r => r.Average(a => a.IsRight ? 1.0 : 0)).ToList();
        if (shares.Count == 0)
        {
            return "–";
        }

        var mean = shares.Average();
        var deviation = Math.Sqrt(shares.Sum(s => (s - mean) * (s - mean)) / Math.Max(1, shares.Count - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean * 100:F1} %{(shares.Count > 1 ? $" ± {deviation * 100:F1}" : "")}");
    }

    private static void Confusion(IReadOnlyList<IReadOnlyList<CropAnswer>> runs)
    {
        Console.WriteLine("\n| labelled | closed said | open said |");
        Console.WriteLine("|---|---|---|");
        foreach (var open in (bool[])[false, true])
        {
            string Said(bool said) => runs.Average(r => r.Count(a => a.Cover.IsOpen == open && a.Open >= 0.5 == said))
                .ToString(runs.Count > 1 ? "F1" : "F0", CultureInfo.InvariantCulture);
            Console.WriteLine($"| {(open ? "open or displaced" : "closed")} | {Said(false)} | {Said(true)} |");
        }
    }

    /// <summary>The covers that are wrong in at least half of the runs.</summary>
    private static void Wrong(IReadOnlyList<IReadOnlyList<CropAnswer>> runs)
    {
        var wrong = Enumerable.Range(0, runs[0].Count).Select(i => (runs[0][i].Cover, Times: runs.Count(r => !r[i].IsRight), Open: runs.Average(r => r[i].Open)))
            .Where(w => w.Times * 2 >= runs.Count).ToList();
        Console.WriteLine("\nwrong" + (runs.Count > 1 ? $" in at least half of {runs.Count} repeats" : "") + ": " + (wrong.Count == 0 ? "none" : string.Join(' ', wrong.Select(w => string.Create(
            CultureInfo.InvariantCulture, $"{w.Cover.File}({(w.Cover.IsOpen ? "open" : "closed")},{w.Cover.Box.Width:F0}px,{w.Open:F2})")))));
    }
}
