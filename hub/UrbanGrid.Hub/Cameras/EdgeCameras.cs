using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Zones;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Ingest;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Hub.Cameras;

/// <summary>
/// Tells edge agents how their cameras are to be watched, so that zones drawn in the console hold there too. What was told
/// last is the last command <c>watch</c> of the camera; where that is not what holds now, it is told again, also after a
/// restart, and to an agent that comes back after a day.
/// </summary>
public sealed class EdgeCameras(
    DeviceRegistry devices, ZoneStore zones, CommandDesk commands, CommandBook orders, IngestOptions ingest, TimeProvider time, ILogger<EdgeCameras> logger)
    : BackgroundService
{
    /// <summary>The command; its arguments are a <see cref="WatchOrder"/>.</summary>
    public const string WatchCommand = "watch";

    /// <summary>The command that passes "this belongs here" on; its arguments are a <see cref="PictureBox"/>.</summary>
    public const string FixtureCommand = "accept_fixture";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchPatience = TimeSpan.FromHours(24);
    private static readonly TimeSpan FixturePatience = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, string> _settled = new(StringComparer.Ordinal);

    /// <summary>Zone the city lives in, of zones' hours and of times drawn into evidence.</summary>
    public TimeZoneInfo TimeZone => ingest.TimeZone;

    /// <summary>Whether the detectors of a camera run beside it.</summary>
    public static bool DetectsThere(Device camera) => camera.Text("detect") == "edge";

    /// <summary>Passes on that the thing at a box is a part of the street.</summary>
    public Task AcceptAsFixtureAsync(string cameraId, PictureBox box, CancellationToken cancellationToken) => commands.OrderAsync(
        NewId(), cameraId, FixtureCommand, JsonSerializer.SerializeToElement(box, WireJson.Default.PictureBox), FixturePatience, cancellationToken);

    /// <summary>Tells every agent what it does not know yet.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var stored = await zones.AllAsync(cancellationToken);
        foreach (var camera in devices.All.Where(d => d is { Model: CameraDesk.Model, Enabled: true, Gateway: not null }))
        {
            await TellAsync(camera, stored.GetValueOrDefault(camera.Id) ?? [], cancellationToken);
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

    private async Task TellAsync(Device camera, IReadOnlyList<CameraZone> drawn, CancellationToken cancellationToken)
    {
        var there = DetectsThere(camera);
        // An agent that does not detect needs the privacy zones only, and is not restarted for the others.
        var wanted = there ? drawn : [.. drawn.Where(z => z.Purpose == ZonePurpose.Privacy)];
        var args = JsonSerializer.SerializeToElement(
            new WatchOrder(there ? "edge" : "hub", wanted, TimeZone.Id, camera.Name.En), WireJson.Default.WatchOrder);
        var text = args.GetRawText();
        if (_settled.GetValueOrDefault(camera.Id) == text)
        {
            return;
        }

        var last = await orders.FindNewestAsync(camera.Id, WatchCommand, cancellationToken);
        if (last is null && !there && wanted.Count == 0)
        {
            // Never told anything: its settings hold.
            _settled[camera.Id] = text;
            return;
        }

        if (last is { State: CommandState.Answered or CommandState.Failed } && last.ArgsJson == text)
        {
            _settled[camera.Id] = text;
            return;
        }

        if (last is { ClosedAt: null })
        {
            if (last.ArgsJson == text)
            {
                return;
            }

            await commands.CancelAsync(camera.Id, last.Id, cancellationToken);
        }

        await commands.OrderAsync(NewId(), camera.Id, WatchCommand, args, WatchPatience, cancellationToken);
    }

    private static string NewId() => Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
}
