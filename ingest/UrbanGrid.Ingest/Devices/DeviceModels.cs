using System.Collections.Frozen;
using System.Text.Json;

namespace UrbanGrid.Ingest.Devices;

/// <summary>
/// All device models: the built-in ones, and those of the operator's folder, which win. A model that is saved or removed
/// takes effect at once; whoever keeps something made of a model hears <see cref="Changed"/>.
/// </summary>
public sealed class DeviceModels
{
    /// <summary>Model of devices that fit no other.</summary>
    public const string Generic = "generic";

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    private readonly string? _folder;
    private readonly FrozenDictionary<string, ModelEntry> _builtIn;
    private readonly Lock _change = new();
    private volatile FrozenDictionary<string, ModelEntry> _models;

    private DeviceModels(string? folder)
    {
        _folder = folder;
        _builtIn = ReadBuiltIn();
        _models = Merge(ReadFolder());
    }

    /// <summary>Raised with the key of a model that was added, replaced or removed; must return at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Every model.</summary>
    public IReadOnlyCollection<DeviceModel> All => [.. _models.Values.Select(e => e.Model)];

    /// <summary>Every model with its document and where it comes from, by key.</summary>
    public IReadOnlyList<ModelEntry> Entries => [.. _models.Values.OrderBy(e => e.Model.Key, StringComparer.Ordinal)];

    /// <summary>Loads the models.</summary>
    /// <param name="overrides">Folder whose files replace or add models; null for none.</param>
    /// <exception cref="InvalidDataException">A file is no model; the message names the file and what is wrong.</exception>
    public static DeviceModels Load(string? overrides) => new(overrides);

    /// <summary>A model; null if there is none of that key.</summary>
    public DeviceModel? Find(string key) => _models.GetValueOrDefault(key)?.Model;

    /// <summary>A model with its document; null if there is none of that key.</summary>
    public ModelEntry? FindEntry(string key) => _models.GetValueOrDefault(key);

    /// <summary>Whether the hub brings a model of that key itself.</summary>
    public bool IsBuiltIn(string key) => _builtIn.ContainsKey(key);

    /// <summary>A model, or the generic one.</summary>
    public DeviceModel FindOrGeneric(string key) => Find(key) ?? _models[Generic].Model;

    /// <summary>Adds or replaces a model: checked, written to the operator's folder, in effect when this returns.</summary>
    /// <exception cref="ModelRefusedException">It has faults; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">There is no folder for models.</exception>
    public ModelEntry Save(string key, JsonElement document)
    {
        var faults = ModelCheck.Run(document);
        if (faults.Count == 0 && document.GetProperty("key").GetString() != key)
        {
            faults = [new ModelFault("$.key", new LocalName($"应为“{key}”，与地址一致。", $"It must be '{key}', as in the address."))];
        }

        if (faults.Count > 0)
        {
            throw new ModelRefusedException(faults);
        }

        var entry = EntryOf(document, ModelOrigin.Own);
        lock (_change)
        {
            ModelFile.Write(Folder, key, document);
            var own = Own();
            own[key] = entry;
            _models = Merge(own);
        }

        Changed?.Invoke(key);
        return _models[key];
    }

    /// <summary>Removes the operator's file; a built-in model of the key is in effect again.</summary>
    /// <returns>Whether there was such a file.</returns>
    public bool Remove(string key)
    {
        lock (_change)
        {
            var own = Own();
            if (!own.Remove(key))
            {
                return false;
            }

            ModelFile.Delete(Folder, key);
            _models = Merge(own);
        }

        Changed?.Invoke(key);
        return true;
    }

    private string Folder => _folder ?? throw new InvalidOperationException("There is no folder for device models.");

    private Dictionary<string, ModelEntry> Own() =>
        _models.Values.Where(e => e.Origin != ModelOrigin.BuiltIn).ToDictionary(e => e.Model.Key, StringComparer.Ordinal);

    private FrozenDictionary<string, ModelEntry> Merge(Dictionary<string, ModelEntry> own)
    {
        var all = _builtIn.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, entry) in own)
        {
            all[key] = entry with { Origin = _builtIn.ContainsKey(key) ? ModelOrigin.Replaced : ModelOrigin.Own };
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private Dictionary<string, ModelEntry> ReadFolder()
    {
        var own = new Dictionary<string, ModelEntry>(StringComparer.Ordinal);
        if (_folder is not null && Directory.Exists(_folder))
        {
            foreach (var file in Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal))
            {
                using var stream = File.OpenRead(file);
                var entry = Read(file, stream, ModelOrigin.Own);
                own[entry.Model.Key] = entry;
            }
        }

        return own;
    }

    private static FrozenDictionary<string, ModelEntry> ReadBuiltIn()
    {
        var assembly = typeof(DeviceModels).Assembly;
        var entries = new List<ModelEntry>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            entries.Add(Read(name, stream, ModelOrigin.BuiltIn));
        }

        return entries.ToFrozenDictionary(e => e.Model.Key, StringComparer.Ordinal);
    }

    private static ModelEntry Read(string name, Stream stream, ModelOrigin origin)
    {
        try
        {
            using var document = JsonDocument.Parse(stream, WithComments);
            return EntryOf(document.RootElement, origin);
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"Device model {name} cannot be read: {problem.Message}", problem);
        }
    }

    private static ModelEntry EntryOf(JsonElement document, ModelOrigin origin) => new(
        document.Deserialize<DeviceModel>(ModelJson.Options) ?? throw new JsonException("It is empty; write one JSON object."), origin, document.Clone());
}
