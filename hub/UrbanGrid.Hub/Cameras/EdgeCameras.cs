using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Cameras.Edge;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras;

/// <summary>
/// Tells edge agents how their cameras are to be watched, so that what is drawn in the console holds there too. What was told
/// last is the last command <c>watch</c> of the camera; where that is not what holds now, it is told again, also after a
/// restart, and to an agent that comes back after a day.
/// </summary>
public sealed class EdgeCameras(
    DeviceRegistry devices, EdgeOrders orders, EdgePictures pictures, EdgeLearned learned, CommandDesk commands, CommandBook book, TimeProvider time, ILogger<EdgeCameras> logger)
    : BackgroundService
{
    /// <summary>The command; its arguments are a <see cref="WatchOrder"/>.</summary>
    public const string WatchCommand = "watch";

    /// <summary>The command that passes "this belongs here" on; its arguments are a <see cref="PictureBox"/>.</summary>
    public const string FixtureCommand = "accept_fixture";

    /// <summary>The command that passes "this is the right view" on.</summary>
    public const string ViewCommand = "accept_view";

    /// <summary>The command that passes on that a cover is as it should be; its arguments are a <see cref="ReferenceOrder"/>.</summary>
    public const string ReferenceCommand = "accept_reference";

    private const string Edge = "edge";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchPatience = TimeSpan.FromHours(24);
    private static readonly TimeSpan AcceptPatience = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, string> _settled = new(StringComparer.Ordinal);

    /// <summary>Whether the detectors of a camera run beside it.</summary>
    public static bool DetectsThere(Device camera) => camera.Text("detect") == Edge;

    /// <summary>Passes on that the thing at a box is a part of the street.</summary>
    public Task AcceptAsFixtureAsync(string cameraId, PictureBox box, CancellationToken cancellationToken) =>
        PassOnAsync(cameraId, FixtureCommand, JsonSerializer.SerializeToElement(box, WireJson.Default.PictureBox), cancellationToken);

    /// <summary>Passes on that the view as it is now is the right one.</summary>
    public Task AcceptViewAsync(string cameraId, CancellationToken cancellationToken) =>
        PassOnAsync(cameraId, ViewCommand, JsonSerializer.SerializeToElement(new { }), cancellationToken);

    /// <summary>Passes on that a cover is as it should be.</summary>
    public Task AcceptReferenceAsync(string cameraId, ReferenceOrder reference, CancellationToken cancellationToken) =>
        PassOnAsync(cameraId, ReferenceCommand, JsonSerializer.SerializeToElement(reference, WireJson.Default.ReferenceOrder), cancellationToken);

    /// <summary>Tells every agent what it does not know yet.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var orderOf = await orders.ReadAsync(cancellationToken);
        foreach (var camera in devices.All.Where(d => d is { Model: CameraDesk.Model, Enabled: true, Gateway: not null }))
        {
            await TellAsync(camera.Id, orderOf(camera), cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                logger.LogWarning(problem, "Edge agents could not be told how to watch; the next try is in {Period}", Period);
            }
        }
    }

    private async Task TellAsync(string camera, WatchOrder order, CancellationToken cancellationToken)
    {
        var args = JsonSerializer.SerializeToElement(order, WireJson.Default.WatchOrder);
        var text = args.GetRawText();
        if (_settled.GetValueOrDefault(camera) == text)
        {
            return;
        }

        var last = await book.FindNewestAsync(camera, WatchCommand, cancellationToken);
        if (last is null && order is { Detect: "hub", Zones.Count: 0 })
        {
            // Never told anything: its settings hold.
            _settled[camera] = text;
            return;
        }

        if (last is { State: CommandState.Answered or CommandState.Failed } && last.ArgsJson == text)
        {
            if (EdgePictures.MissingIn(last) is not { Count: > 0 } missing)
            {
                _settled[camera] = text;
                return;
            }

            if (!await pictures.SendAsync(camera, missing, cancellationToken))
            {
                return;
            }
        }

        if (order.Detect == Edge && DetectOf(last) != Edge && !await learned.HandOverAsync(camera, cancellationToken))
        {
            // Before its detectors start they must have what was learned here; the agent listens later.
            return;
        }

        if (last is { ClosedAt: null })
        {
            if (last.ArgsJson == text)
            {
                return;
            }

            await commands.CancelAsync(camera, last.Id, cancellationToken);
        }

        await commands.OrderAsync(NewId(), camera, WatchCommand, args, WatchPatience, cancellationToken);
    }

    private static string? DetectOf(CommandRecord? order) =>
        order?.ArgsJson is { } args ? JsonSerializer.Deserialize(args, WireJson.Default.WatchOrder)?.Detect : null;

    private Task PassOnAsync(string cameraId, string command, JsonElement args, CancellationToken cancellationToken) =>
        commands.OrderAsync(NewId(), cameraId, command, args, AcceptPatience, cancellationToken);

    private static string NewId() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
}
