using System.Globalization;

namespace UrbanGrid.Casework.Clocks;

/// <summary>A time limit (时限), e.g. 4 working hours.</summary>
/// <param name="Value">How many units; more than zero.</param>
/// <param name="Unit">How they are counted.</param>
public sealed record TimeLimit(double Value, LimitUnit Unit)
{
    private static readonly Dictionary<string, LimitUnit> UnitsByKey = new()
    {
        ["urgent_hour"] = LimitUnit.UrgentHour,
        ["urgent_day"] = LimitUnit.UrgentDay,
        ["work_hour"] = LimitUnit.WorkHour,
        ["work_day"] = LimitUnit.WorkDay,
    };

    /// <summary>Keys of all units.</summary>
    public static IReadOnlyCollection<string> UnitKeys => UnitsByKey.Keys;

    /// <summary>Key of the unit in data files and in the store.</summary>
    public string UnitKey => UnitsByKey.First(u => u.Value == Unit).Key;

    /// <summary>True when nights, weekends and holidays count too.</summary>
    public bool IsContinuous => Unit is LimitUnit.UrgentHour or LimitUnit.UrgentDay;

    /// <summary>Reads a value and a unit key.</summary>
    /// <exception cref="FormatException">The unit is unknown or the value is not positive.</exception>
    public static TimeLimit Parse(double value, string unit)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            throw new FormatException($"A time limit must be more than zero, not {value}.");
        }

        return UnitsByKey.TryGetValue(unit, out var known)
            ? new TimeLimit(value, known)
            : throw new FormatException(
                $"Unknown limit unit '{unit}'; use one of {string.Join(", ", UnitsByKey.Keys)}.");
    }

    /// <summary>For the case page: <c>4 工作时 / 4 working hours</c>; below an hour in minutes.</summary>
    public LocalText ToText()
    {
        if (Unit == LimitUnit.UrgentHour && Value < 1)
        {
            var minutes = Number(Value * 60);
            return new LocalText($"{minutes} 分钟", $"{minutes} minutes");
        }

        var n = Number(Value);
        var s = Value == 1 ? "" : "s";
        return Unit switch
        {
            LimitUnit.UrgentHour => new LocalText($"{n} 紧急工作时", $"{n} hour{s}, day and night"),
            LimitUnit.UrgentDay => new LocalText($"{n} 自然日", $"{n} natural day{s}"),
            LimitUnit.WorkHour => new LocalText($"{n} 工作时", $"{n} working hour{s}"),
            _ => new LocalText($"{n} 工作日", $"{n} working day{s}"),
        };
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
