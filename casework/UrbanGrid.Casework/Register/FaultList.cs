using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Collects what is wrong, so that one look at the report mends the whole city: errors, which refuse it, and warnings.</summary>
internal sealed class FaultList
{
    private const int Most = 100;
    private readonly List<CityImportFault> _errors = [];
    private readonly List<CityImportFault> _warnings = [];

    /// <summary>The first hundred errors.</summary>
    public IReadOnlyList<CityImportFault> Errors => _errors;

    /// <summary>The first hundred warnings.</summary>
    public IReadOnlyList<CityImportFault> Warnings => _warnings;

    /// <summary>All errors, those not kept included.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>All warnings, those not kept included.</summary>
    public int WarningCount { get; private set; }

    public void Add(string kind, string file, string where, string zh, string en) =>
        Add(new CityImportFault(kind, file, where, new LocalText(zh, en)));

    public void Add(CityImportFault error)
    {
        ErrorCount++;
        if (_errors.Count < Most)
        {
            _errors.Add(error);
        }
    }

    public void Warn(string kind, string file, string where, string zh, string en, GroundPoint? at = null) =>
        Warn(new CityImportFault(kind, file, where, new LocalText(zh, en)) { At = at });

    public void Warn(CityImportFault warning)
    {
        WarningCount++;
        if (_warnings.Count < Most)
        {
            _warnings.Add(warning);
        }
    }

    /// <exception cref="CityImportException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            throw new CityImportException(_errors);
        }
    }
}
