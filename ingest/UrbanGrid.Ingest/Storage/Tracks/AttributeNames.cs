namespace UrbanGrid.Ingest.Storage.Tracks;

/// <summary>Numbers that stand for the names of attributes in one file; a name keeps its number for ever.</summary>
internal sealed class AttributeNames
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public string this[int id] => id < _names.Count ? _names[id] : $"attribute_{id}";

    /// <summary>Number of a name; new if it has none.</summary>
    public int IdOf(string name)
    {
        if (!_ids.TryGetValue(name, out var id))
        {
            _ids[name] = id = _names.Count;
            _names.Add(name);
        }

        return id;
    }

    /// <summary>Forgets names whose rows were rolled back.</summary>
    public void CutTo(int count)
    {
        for (var i = count; i < _names.Count; i++)
        {
            _ids.Remove(_names[i]);
        }

        _names.RemoveRange(count, _names.Count - count);
    }
}
