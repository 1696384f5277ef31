using UrbanGrid.Casework.Places;

namespace UrbanGrid.Casework.Register;

/// <summary>Collects faults, so that one look at the message mends the whole folder.</summary>
internal sealed class FaultList
{
    private const int Most = 100;
    private readonly List<CityImportFault> _faults = [];

    public void Add(string file, string where, string message)
    {
        _faults.Add(new CityImportFault(file, where, message));
        if (_faults.Count == Most)
        {
            ThrowIfAny();
        }
    }

    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw new CityImportException(_faults);
        }
    }
}
