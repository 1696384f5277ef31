using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Commands;

/// <summary>
/// Sends commands to devices. A command is kept before it is sent, waits for a device that does not listen, is sent again
/// under its id while no answer comes, and is given up at its time; a restart of the hub forgets none of it.
/// </summary>
public sealed class CommandDesk(
    CommandBook book, DeviceCommands wire, DeviceRegistry devices, DeviceModels models, CommandFeed feed, TimeProvider time, ILogger<CommandDesk> logger)
{
    private const double DefaultTimeoutS = 30;
    private const int DefaultRetries = 2;
    private const int OwnRetries = 3;
    private const int MaxOpen = 10_000;
    private const int MaxOpenOfDevice = 20;

    /// <summary>Orders a command, and sends it at once if the device listens.</summary>
    /// <exception cref="ProblemException">The device or the command cannot be used as it is.</exception>
    public async Task<CommandRecord> SendAsync(string deviceId, NewCommand order, Caller caller, CancellationToken cancellationToken)
    {
        var device = devices.Find(deviceId) ?? throw ProblemException.NotFound("device", deviceId);
        if (!device.Enabled)
        {
            throw new ProblemException("device_disabled", deviceId);
        }

        var name = order.Name is { Length: > 0 } given ? given : throw new ProblemException("missing_value", "name");
        var definition = CommandCheck.Read(models.FindOrGeneric(device.Model), name, order.Args, caller.Roles.Contains(RoleKey.Admin));
        var timeoutS = Within("timeoutS", order.TimeoutS ?? definition?.TimeoutS ?? DefaultTimeoutS, 1, CommandDefinitionCheck.MaxTimeoutS);
        var retries = (int)Within("retries", order.Retries ?? definition?.Retries ?? DefaultRetries, 0, CommandDefinitionCheck.MaxRetries);
        var (total, ofDevice) = await book.CountOpenAsync(deviceId, cancellationToken);
        if (total >= MaxOpen || ofDevice >= MaxOpenOfDevice)
        {
            throw new ProblemException("too_many_commands", ofDevice);
        }

        var now = Now();
        var command = new CommandRecord
        {
            Id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            DeviceId = deviceId,
            Name = name,
            ArgsJson = order.Args?.GetRawText(),
            By = caller.DisplayName.Zh,
            User = caller.User,
            CreatedAt = now,
            ExpiresAt = now + (long)(timeoutS * 1_000),
            Retries = retries,
        };
        await book.AddAsync(command, cancellationToken);
        logger.LogInformation("{User} orders {Command} of {Device}, {Id}", caller.User, name, deviceId, command.Id);
        if (!await LookAsync(command, cancellationToken))
        {
            feed.Tell(command);
        }

        return (await book.FindAsync(command.Id, cancellationToken))!;
    }

    /// <summary>
    /// Orders what the hub itself needs of a device, e.g. a clip: no model describes it, and no person asks for it. A device that
    /// does not know the command says so in its answer.
    /// </summary>
    /// <param name="id">Id to send it under.</param>
    /// <param name="deviceId">Device.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="timeout">When it is given up.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task OrderAsync(string id, string deviceId, string name, JsonElement args, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var now = Now();
        var command = new CommandRecord
        {
            Id = id,
            DeviceId = deviceId,
            Name = name,
            ArgsJson = args.GetRawText(),
            By = Actor.System.DisplayName,
            User = Actor.System.UserId,
            CreatedAt = now,
            ExpiresAt = now + (long)timeout.TotalMilliseconds,
            Retries = OwnRetries,
        };
        await book.AddAsync(command, cancellationToken);
        if (!await LookAsync(command, cancellationToken))
        {
            feed.Tell(command);
        }
    }

    /// <summary>Calls a command off.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>, or <c>command_closed</c>: it is too late.</exception>
    public async Task<CommandRecord> CancelAsync(string deviceId, string id, CancellationToken cancellationToken)
    {
        var command = await book.FindAsync(id, cancellationToken);
        if (command?.DeviceId != deviceId)
        {
            throw ProblemException.NotFound("command", id);
        }

        return await book.CloseAsync(id, CommandState.Cancelled, null, Now(), cancellationToken)
            ? await ToldAsync(id, cancellationToken)
            : throw new ProblemException("command_closed");
    }

    /// <summary>Keeps a device's answer.</summary>
    public async ValueTask TakeAsync(CommandReply reply, CancellationToken cancellationToken)
    {
        var state = reply.Ok ? CommandState.Answered : CommandState.Failed;
        var error = reply.Ok ? null : reply.Fault ?? ErrorOf(reply.Result);
        if (await book.AnswerAsync(reply.CommandId, reply.DeviceId, state, reply.Result?.GetRawText(), error, Now(), cancellationToken))
        {
            await ToldAsync(reply.CommandId, cancellationToken);
        }
        else
        {
            logger.LogInformation("{Device} answers {Id}, for which nobody waits", reply.DeviceId, reply.CommandId);
        }
    }

    /// <summary>Looks at every open command: gives up what is over its time, and sends what is due to devices that listen.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var command in await book.OpenAsync(cancellationToken))
        {
            try
            {
                await LookAsync(command, cancellationToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                // One device's trouble must not hold up the commands of the others.
                logger.LogWarning(problem, "Command {Id} to {Device} could not be sent; it is tried again", command.Id, command.DeviceId);
            }
        }
    }

    /// <returns>Whether something was done, which is told then.</returns>
    private async Task<bool> LookAsync(CommandRecord command, CancellationToken cancellationToken)
    {
        var now = Now();
        if (devices.Find(command.DeviceId) is not { Enabled: true })
        {
            return await CloseAsync(command, CommandState.Cancelled, "the device was removed or disabled", cancellationToken);
        }

        if (command.ExpiresAt <= now)
        {
            return await CloseAsync(command, CommandState.TimedOut, null, cancellationToken);
        }

        if (wire.ListensSince(command.Outgoing) is not { } since || !command.IsDue(now, since)
            || !await book.TakeAttemptAsync(command, now, cancellationToken))
        {
            return false;
        }

        // Kept as sent first: an answer may be quicker than this line.
        await wire.SendAsync(command.Outgoing, cancellationToken);
        await ToldAsync(command.Id, cancellationToken);
        return true;
    }

    private async Task<bool> CloseAsync(CommandRecord command, CommandState state, string? why, CancellationToken cancellationToken)
    {
        if (!await book.CloseAsync(command.Id, state, why, Now(), cancellationToken))
        {
            return false;
        }

        await ToldAsync(command.Id, cancellationToken);
        return true;
    }

    private async Task<CommandRecord> ToldAsync(string id, CancellationToken cancellationToken)
    {
        var command = (await book.FindAsync(id, cancellationToken))!;
        feed.Tell(command);
        return command;
    }

    private static string? ErrorOf(JsonElement? result) =>
        result is { ValueKind: JsonValueKind.Object } said && said.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.String
            ? error.GetString()
            : null;

    private static double Within(string name, double value, double min, double max) =>
        value >= min && value <= max ? value : throw new ProblemException("invalid_value", name, $"{min}..{max}");

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
