using System.Text.Json;
using System.Text.Json.Serialization;

namespace UrbanGrid.Ingest.Devices;

/// <summary>All device models: the built-in ones, and those of the operator's folder, which win.</summary>
public sealed class DeviceModels
{
    /// <summary>Model of devices that fit no other.</summary>
    public const string Generic = "generic";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly Dictionary<string, DeviceModel> _models;

    private DeviceModels(Dictionary<string, DeviceModel> models) => _models = models;

    /// <summary>Every model, by key.</summary>
    public IReadOnlyCollection<DeviceModel> All => _models.Values;

    /// <summary>Loads the models.</summary>
    /// <param name="overrides">Folder whose files replace or add models; null for none.</param>
    /// <exception cref="InvalidDataException">A file is no model; the message names the file and what is wrong.</exception>
    public static DeviceModels Load(string? overrides)
    {
        var models = new Dictionary<string, DeviceModel>(StringComparer.Ordinal);
        var assembly = typeof(DeviceModels).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            Add(models, name, stream);
        }

        if (overrides is not null && Directory.Exists(overrides))
        {
            foreach (var file in Directory.EnumerateFiles(overrides, "*.json").Order(StringComparer.Ordinal))
            {
                using var stream = File.OpenRead(file);
                Add(models, file, stream);
            }
        }

        return new DeviceModels(models);
    }

    /// <summary>A model; null if there is none of that key.</summary>
    public DeviceModel? Find(string key) => _models.GetValueOrDefault(key);

    /// <summary>A model, or the generic one.</summary>
    public DeviceModel FindOrGeneric(string key) => Find(key) ?? _models[Generic];

    /// <summary>Reads one model.</summary>
    /// <exception cref="InvalidDataException">It is no model; the message says what is wrong.</exception>
    internal static DeviceModel Read(string json)
    {
        var models = new Dictionary<string, DeviceModel>();
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        Add(models, "given", stream);
        return models.Values.Single();
    }

    private static void Add(Dictionary<string, DeviceModel> models, string name, Stream stream)
    {
        try
        {
            var model = JsonSerializer.Deserialize<DeviceModel>(stream, Json)
                ?? throw new InvalidDataException($"Device model {name} is empty; write one JSON object.");
            if (RuleCheck.Of(model).Concat(CommandDefinitionCheck.Of(model)).FirstOrDefault() is { } fault)
            {
                throw new InvalidDataException($"Device model {name}, {fault.Path}: {fault.Message.En}");
            }

            models[model.Key] = model;
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"Device model {name} cannot be read: {problem.Message}", problem);
        }
    }
}
