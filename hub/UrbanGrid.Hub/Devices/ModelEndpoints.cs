using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Devices;

/// <summary><c>/device-models</c>: kinds of devices as data.</summary>
public static class ModelEndpoints
{
    /// <summary>Adds the resource.</summary>
    public static void MapDeviceModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/device-models").WithTags("device models");
        models.MapGet("", List);
        models.MapGet("/{key}", (string key, DeviceModels all, DeviceRegistry registry) =>
            Describe(all.FindEntry(key) ?? throw ProblemException.NotFound("device model", key), registry.All.Count(d => d.Model == key)));
        models.MapPut("/{key}", Save).RequireRole(RoleKey.Admin);
        models.MapDelete("/{key}", Remove).RequireRole(RoleKey.Admin).Produces(StatusCodes.Status204NoContent);
        models.MapPost("/check", (JsonElement document) => new ModelFaultsView([.. ModelCheck.Run(document).Select(View)])).RequireRole(RoleKey.Admin);
    }

    /// <summary>A fault in the interface's words.</summary>
    internal static FaultView View(ModelFault fault) => new(fault.Path, new LocalText(fault.Message.Zh, fault.Message.En));

    private static Page<ModelDocumentView> List(DeviceModels models, DeviceRegistry registry, string? cursor, int? limit)
    {
        var counts = registry.All.CountBy(d => d.Model).ToDictionary(StringComparer.Ordinal);
        return PageRequest.Read(cursor, limit).Cut(models.Entries.Select(e => Describe(e, counts.GetValueOrDefault(e.Model.Key))));
    }

    private static ModelDocumentView Save(string key, JsonElement document, DeviceModels models, DeviceRegistry registry, ILogger<DeviceModels> logger, HttpContext context)
    {
        try
        {
            var entry = models.Save(key, document);
            logger.LogInformation("Audit: {User} saved device model {Model}", Caller.Of(context.User).User, key);
            return Describe(entry, registry.All.Count(d => d.Model == key));
        }
        catch (ModelRefusedException refused)
        {
            throw new ProblemException("invalid_model", refused.Faults.Count).With("faults", refused.Faults.Select(View).ToList());
        }
    }

    private static IResult Remove(string key, DeviceModels models, DeviceRegistry registry, ILogger<DeviceModels> logger, HttpContext context)
    {
        if (models.FindEntry(key) is { Origin: ModelOrigin.Own } && registry.All.Count(d => d.Model == key) is > 0 and var devices)
        {
            throw new ProblemException("model_in_use", key, devices);
        }

        if (models.FindEntry(key) is { Origin: ModelOrigin.BuiltIn })
        {
            throw new ProblemException("model_built_in", key);
        }

        if (!models.Remove(key))
        {
            throw ProblemException.NotFound("device model", key);
        }

        logger.LogInformation("Audit: {User} removed device model {Model}", Caller.Of(context.User).User, key);
        return Results.NoContent();
    }

    private static ModelDocumentView Describe(ModelEntry entry, int devices) => new(
        entry.Model.Key, new LocalText(entry.Model.Name.Zh, entry.Model.Name.En), entry.Model.Icon,
        JsonNamingPolicy.CamelCase.ConvertName(entry.Model.Access.ToString()), JsonNamingPolicy.CamelCase.ConvertName(entry.Origin.ToString()),
        devices, entry.Document);
}
