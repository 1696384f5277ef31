using System.Globalization;

namespace UrbanGrid.VisionEval.Commands;

/// <summary>A command line that cannot be run; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Words and <c>--name value</c> pairs of a command line.</summary>
internal sealed class CommandOptions
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The words after the command's name.</param>
    /// <param name="known">Names of options that take a value, without dashes.</param>
    /// <param name="flags">Names of options that take none.</param>
    /// <exception cref="UsageException">An option is unknown or lacks its value.</exception>
    public CommandOptions(IReadOnlyList<string> args, IReadOnlyList<string> known, IReadOnlyList<string>? flags = null)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                _words.Add(args[i]);
                continue;
            }

            var name = args[i][2..];
            if (flags?.Contains(name) == true)
            {
                _values[name] = "true";
            }
            else if (!known.Contains(name))
            {
                throw new UsageException($"There is no option --{name}; there are {string.Join(", ", known.Concat(flags ?? []).Select(k => "--" + k))}.");
            }
            else
            {
                _values[name] = ++i < args.Count ? args[i] : throw new UsageException($"--{name} needs a value.");
            }
        }
    }

    /// <summary>What is no option.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Whether the option was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The option's value; null where it was not given.</summary>
    public string? Text(string name) => _values.GetValueOrDefault(name);

    /// <summary>The option's value as a number.</summary>
    /// <exception cref="UsageException">It is none, or out of range.</exception>
    public double Number(string name, double otherwise, double from, double to)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return double.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw new UsageException($"--{name} is {text}; give a number from {from.ToString(CultureInfo.InvariantCulture)} to {to.ToString(CultureInfo.InvariantCulture)}.");
    }

    /// <summary>A list of rates such as <c>1,2,5,full</c>; null stands for full.</summary>
    /// <exception cref="UsageException">One is neither a number above 0 nor <c>full</c>.</exception>
    public IReadOnlyList<double?> Rates(string otherwise) =>
        [.. (Text("fps") ?? otherwise).Split(',').Select(word => word == "full"
            ? (double?)null
            : double.TryParse(word, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 120
                ? rate
                : throw new UsageException($"--fps has {word}; give numbers up to 120, or full, with commas between."))];
}
