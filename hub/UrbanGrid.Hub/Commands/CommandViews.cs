using System.Text.Json;

namespace UrbanGrid.Hub.Commands;

/// <summary>A command as lists and pushes show it.</summary>
public sealed record CommandView
{
    public required string Id { get; init; }
    public required string Device { get; init; }
    public required string Name { get; init; }
    public required JsonElement? Args { get; init; }
    public required CommandState State { get; init; }
    public required string By { get; init; }
    public required long CreatedAt { get; init; }
    /// <summary>When it is given up.</summary>
    public required long ExpiresAt { get; init; }
    /// <summary>When it was sent last.</summary>
    public required long? SentAt { get; init; }
    public required long? AnsweredAt { get; init; }
    public required int Attempts { get; init; }
    public required JsonElement? Result { get; init; }
    public required string? Error { get; init; }

    /// <summary>The view of a command.</summary>
    public static CommandView Of(CommandRecord c) => new()
    {
        Id = c.Id,
        Device = c.DeviceId,
        Name = c.Name,
        Args = Json(c.ArgsJson),
        State = c.State,
        By = c.By,
        CreatedAt = c.CreatedAt,
        ExpiresAt = c.ExpiresAt,
        SentAt = c.SentAt,
        AnsweredAt = c.AnsweredAt,
        Attempts = c.Attempts,
        Result = Json(c.ResultJson),
        Error = c.Error,
    };

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);
}

/// <summary>Body of <c>POST /devices/{id}/commands</c>; time-out and retries are the model's unless given.</summary>
public sealed record NewCommand(string? Name, JsonElement? Args, double? TimeoutS, int? Retries);
