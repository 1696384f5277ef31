using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Places.Division;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Setup;

namespace UrbanGrid.Hub.Map.Dividing;

/// <summary><c>hub grids</c>: divides communities into unit grids, and checks a city's folder; from its command line to the exit code.</summary>
public static class GridsRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "grids";

    private const string Help = """
        UrbanGrid hub grids divide COMMUNITIES.geojson --out GRIDS.geojson

          --lines FILE                  roads or blocks (GeoJSON) that no grid should cross; may be given again
          --responsibility-grids FILE   GeoJSON of the responsibility grids, which the grids then name
          --side N                      metres of the side of a grid (100, which makes 10,000 m²)
          --date YYYY-MM-DD             initial date of the grids (none)

        Cuts each community into unit grids of about one size that never cross it and leave no gap, numbers them from west to
        east and north to south, and writes a file that a city's folder takes as grids.geojson.

        UrbanGrid hub grids check DIR

        Reads a city's folder as an import would, and tells every error and warning; imports nothing.

        Exit code 0: done. 5: the files have faults, which are told.

        """;

    /// <summary>Faults are told in Chinese where the terminal is.</summary>
    private static readonly bool IsChinese =
        (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "").StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    /// <summary>Runs it.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0 || arguments.Contains("--help"))
        {
            Console.Out.Write(Help);
            return ExitCode.Done;
        }

        try
        {
            return arguments switch
            {
                ["divide", var file, .. var options] when !file.StartsWith('-') => Divide(file, options),
                ["check", var folder] => Check(folder),
                _ => throw new ArgumentException("Write: grids divide FILE.geojson --out FILE, or: grids check DIR."),
            };
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongCommandLine;
        }
        catch (CityImportException e)
        {
            Tell(e.Faults, IsChinese ? "错误" : "error");
            return ExitCode.WrongCity;
        }
        catch (DivisionRefusedException e)
        {
            Console.Error.WriteLine(In(e.Text));
            return ExitCode.WrongCity;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.WrongCommandLine;
        }
    }

    private static int Divide(string communities, string[] arguments)
    {
        var (lines, output, patrols, rules, date) = (new List<string>(), (string?)null, (string?)null, new DivisionRules(), (DateOnly?)null);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var (option, value) = (arguments[i], i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value; --help shows it."));
            switch (option)
            {
                case "--out":
                    output = value;
                    break;
                case "--lines":
                    lines.Add(value);
                    break;
                case "--responsibility-grids":
                    patrols = value;
                    break;
                case "--side":
                    rules = rules with { SideM = SideOf(value) };
                    break;
                case "--date":
                    date = DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                        ? day
                        : throw new ArgumentException($"--date must be written as yyyy-MM-dd, not '{value}'.");
                    break;
                default:
                    throw new ArgumentException($"There is no option '{option}'; --help lists them.");
            }
        }

        var path = output ?? throw new ArgumentException("Say where to write the grids: --out FILE.");
        var divided = new CommunityDivision(communities) { Lines = lines, ResponsibilityGrids = patrols, InitialDate = date, Rules = rules }.Run();
        WriteWhole(path, divided.GeoJson);
        Tell(divided.Warnings, IsChinese ? "警告" : "warning");
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{divided.Grids} unit grids in {divided.Communities} communities: {divided.SmallestM2:F0} m² to {divided.LargestM2:F0} m², median {divided.MedianM2:F0} m²."));
        return ExitCode.Done;
    }

    private static int Check(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new ArgumentException($"There is no folder '{folder}'.");
        }

        var report = CityImport.Check(folder, CaseCatalogue.Standard);
        Tell(report.Errors, IsChinese ? "错误" : "error");
        Tell(report.Warnings, IsChinese ? "警告" : "warning");
        Console.Out.WriteLine($"{report.ErrorCount} errors, {report.WarningCount} warnings.");
        return report.ErrorCount == 0 ? ExitCode.Done : ExitCode.WrongCity;
    }

    /// <summary>All of the file or nothing of it.</summary>
    private static void WriteWhole(string path, ReadOnlyMemory<byte> bytes)
    {
        var beside = path + ".tmp";
        File.WriteAllBytes(beside, bytes.Span);
        File.Move(beside, path, overwrite: true);
    }

    private static double SideOf(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var side) && side is >= 20 and <= 1_000
            ? side
            : throw new ArgumentException($"--side needs metres from 20 to 1000, not '{value}'.");

    private static void Tell(IReadOnlyList<CityImportFault> faults, string word)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"{word}: {(fault.Where.Length == 0 ? fault.File : $"{fault.File}, {fault.Where}")}: {In(fault.Message)}");
        }
    }

    private static string In(LocalText text) => IsChinese ? text.Zh : text.En;
}
