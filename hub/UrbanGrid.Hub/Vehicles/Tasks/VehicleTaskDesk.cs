using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Hub.Vehicles.Tasks;

/// <summary>Finds the vehicles nearest to a case, sends one there, and follows what becomes of it.</summary>
public sealed class VehicleTaskDesk(
    IDbContextFactory<HubDb> databases, CaseDesk cases, CommandDesk commands, CommandBook orders, DeviceDirectory devices, TwinBoard twins, TimeProvider time)
{
    /// <summary>A vehicle that was not heard for so long is not sent anywhere.</summary>
    public static readonly TimeSpan HeardWithin = TimeSpan.FromMinutes(10);

    /// <summary>Longest message a terminal is sent; as the model's command <c>text</c> has it.</summary>
    public const int MaxMessage = 200;

    private const string TextCommand = "text";
    private const int MaxTasks = 50;

    /// <summary>Vehicles around a case and those sent to it.</summary>
    /// <exception cref="CaseNotFoundException">There is no such case, or not for this caller.</exception>
    public async Task<CaseVehiclesView> AroundAsync(string number, int limit, Caller caller, CancellationToken cancellationToken)
    {
        var place = PlaceOf(await FindCaseAsync(number, caller, cancellationToken));
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var busy = await db.Set<VehicleTask>().AsNoTracking().Where(t => t.EndedAt == null).ToListAsync(cancellationToken);
        var taskOf = busy.GroupBy(t => t.VehicleId).ToDictionary(g => g.Key, g => g.First().CaseNumber, StringComparer.Ordinal);
        var heardSince = (time.GetUtcNow() - HeardWithin).ToUnixTimeMilliseconds();
        var near = twins.Vehicles.Where(v => v.Timestamp >= heardSince)
            .Select(v => (v.DeviceId, Metres: v.Place.DistanceTo(place)))
            .OrderBy(v => taskOf.ContainsKey(v.DeviceId)).ThenBy(v => v.Metres).Take(limit)
            .Select(v => devices.FindVehicle(v.DeviceId) is { } view
                ? new NearVehicleView(view, Math.Round(v.Metres), !taskOf.ContainsKey(v.DeviceId), taskOf.GetValueOrDefault(v.DeviceId))
                : null)
            .OfType<NearVehicleView>();
        var sent = await db.Set<VehicleTask>().AsNoTracking().Where(t => t.CaseNumber == number).OrderByDescending(t => t.At).Take(MaxTasks).ToListAsync(cancellationToken);
        return new CaseVehiclesView([.. near], await ViewsAsync(sent, place, cancellationToken));
    }

    /// <summary>Sends a vehicle to a case.</summary>
    /// <exception cref="ProblemException">The message is too long, the vehicle is none, or busy with this case already.</exception>
    public async Task<VehicleTaskView> SendAsync(string number, string vehicleId, NewVehicleTask input, Caller caller, CancellationToken cancellationToken)
    {
        var found = await FindCaseAsync(number, caller, cancellationToken);
        _ = twins.FindVehicle(vehicleId) ?? throw ProblemException.NotFound("vehicle", vehicleId);
        var message = string.IsNullOrWhiteSpace(input.Message) ? MessageOf(found) : input.Message.Trim();
        if (message.Length > MaxMessage)
        {
            throw new ProblemException("invalid_value", "message", $"1..{MaxMessage}");
        }

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<VehicleTask>().AnyAsync(t => t.CaseNumber == number && t.VehicleId == vehicleId && t.EndedAt == null, cancellationToken))
        {
            throw new ProblemException("vehicle_sent_already", devices.NameOf(vehicleId).Zh);
        }

        var order = new NewCommand(TextCommand, JsonSerializer.SerializeToElement(new { message }, ApiJson.Options), TimeoutS: null, Retries: null);
        var command = await commands.SendAsync(vehicleId, order, caller, cancellationToken);
        var task = new VehicleTask
        {
            Id = command.Id, CaseNumber = number, VehicleId = vehicleId, Message = message, By = caller.DisplayName.Zh, At = command.CreatedAt,
        };
        db.Add(task);
        await db.SaveChangesAsync(cancellationToken);
        return (await ViewsAsync([task], PlaceOf(found), cancellationToken))[0];
    }

    /// <summary>Ends a task; one that has ended stays as it is.</summary>
    /// <exception cref="ProblemException"><c>not_found</c>.</exception>
    public async Task<VehicleTaskView> EndAsync(string id, VehicleTaskEnd end, Caller caller, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await db.Set<VehicleTask>().Where(t => t.Id == id && t.EndedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(t => t.EndedAt, now).SetProperty(t => t.End, end), cancellationToken);
        var task = await db.Set<VehicleTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, cancellationToken) ?? throw ProblemException.NotFound("task", id);
        var about = await cases.FindAsync(task.CaseNumber, caller.ToActor(), cancellationToken);
        return (await ViewsAsync([task], about is null ? null : PlaceOf(about), cancellationToken))[0];
    }

    private async Task<CaseDetail> FindCaseAsync(string number, Caller caller, CancellationToken cancellationToken) =>
        await cases.FindAsync(number, caller.ToActor(), cancellationToken) ?? throw new CaseNotFoundException(number);

    private async Task<IReadOnlyList<VehicleTaskView>> ViewsAsync(IReadOnlyList<VehicleTask> tasks, GeoPoint? place, CancellationToken cancellationToken)
    {
        var views = new List<VehicleTaskView>();
        foreach (var task in tasks)
        {
            var command = await orders.FindAsync(task.Id, cancellationToken);
            views.Add(new VehicleTaskView
            {
                Id = task.Id,
                CaseNumber = task.CaseNumber,
                VehicleId = task.VehicleId,
                VehicleName = devices.NameOf(task.VehicleId),
                Message = task.Message,
                By = task.By,
                At = task.At,
                Delivery = command?.State,
                AnsweredAt = command?.AnsweredAt,
                Error = command?.Error,
                DistanceM = place is { } there && twins.FindVehicle(task.VehicleId) is { } vehicle ? Math.Round(vehicle.Place.DistanceTo(there)) : null,
                EndedAt = task.EndedAt,
                End = task.End,
            });
        }

        return views;
    }

    private static GeoPoint PlaceOf(CaseDetail found) => new(found.Place.Lat, found.Place.Lon);

    /// <summary>Drivers read Chinese; a terminal shows a few lines.</summary>
    private static string MessageOf(CaseDetail found)
    {
        var text = $"案件{found.Number} {found.Category.Zh}，{found.Place.Address.Zh}";
        return text.Length <= MaxMessage ? text : text[..MaxMessage];
    }
}
