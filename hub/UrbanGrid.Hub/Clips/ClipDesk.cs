using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Cameras.Privacy;
using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;

namespace UrbanGrid.Hub.Clips;

/// <summary>
/// Asks the camera that raised an incident for the video of it, takes it in and makes it evidence. Nobody waits for it: an
/// incident can be decided without, and a clip that comes later goes into the case that was made of it.
/// </summary>
public sealed class ClipDesk(
    IncidentBook book, CommandDesk commands, CommandBook orders, DeviceRegistry devices, PrivacyMasks masks, IncomingFiles files, EvidenceStore evidence,
    CaseDesk cases, ClipSettings settings, TimeProvider time, ILogger<ClipDesk> logger) : IDisposable
{
    /// <summary>What a case calls it.</summary>
    public const string Stage = "clip";

    /// <summary>The command to the camera; its arguments are a <see cref="ClipOrder"/>.</summary>
    public const string Command = "clip";

    private readonly SemaphoreSlim _taking = new(1, 1);

    /// <summary>An incident is new or changed: asks for its clip, once. A fault is logged, since no alarm may get lost for a video.</summary>
    public async ValueTask ConsiderAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident is not { State: IncidentState.Open, Clips.Count: 0 } || incident.Alarms.Find(a => a.FromCamera) is not { } alarm
            || devices.Find(alarm.DeviceId) is not { Enabled: true, Gateway: not null })
        {
            return;
        }

        try
        {
            await AskAsync(incident.Id, alarm.DeviceId, alarm.RaisedAt, cancellationToken);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "Incident {Incident}: {Camera} was not asked for a clip", incident.Id, alarm.DeviceId);
        }
    }

    /// <summary>Asks a camera for its video around a moment, once for each incident.</summary>
    /// <param name="incidentId">The incident it is evidence of.</param>
    /// <param name="cameraId">The camera.</param>
    /// <param name="at">The moment, Unix ms.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AskAsync(long incidentId, string cameraId, long at, CancellationToken cancellationToken)
    {
        var mask = await masks.FindAsync(cameraId, cancellationToken);
        var clip = new IncidentClip
        {
            Id = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture),
            CameraId = cameraId,
            From = at - (long)settings.Before.TotalMilliseconds,
            To = at + (long)settings.After.TotalMilliseconds,
            AskedAt = Now(),
        };
        var kept = await book.ChangeAsync(
            incidentId,
            incident =>
            {
                if (incident.Clips.Exists(c => c.CameraId == cameraId))
                {
                    return false;
                }

                incident.Clips.Add(clip);
                return true;
            },
            cancellationToken);
        if (kept is not null)
        {
            var order = new ClipOrder(clip.Id, clip.From, clip.To, mask?.Polygons);
            await commands.OrderAsync(
                clip.Id, clip.CameraId, Command, JsonSerializer.SerializeToElement(order, WireJson.Default.ClipOrder), settings.OrderPatience, cancellationToken);
        }
    }

    /// <summary>Takes a part of a file in; false if nobody asked for it.</summary>
    public async ValueTask<bool> TakeAsync(FilePart part, CancellationToken cancellationToken)
    {
        var clip = await book.FindClipAsync(part.FileId, cancellationToken);
        if (clip?.CameraId != part.DeviceId || clip.State == ClipState.Failed)
        {
            return false;
        }

        await _taking.WaitAsync(cancellationToken);
        try
        {
            if ((await book.FindClipAsync(clip.Id, cancellationToken))!.State == ClipState.Asked)
            {
                await KeepAsync(clip, part, cancellationToken);
            }

            return true;
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <summary>Gives up what cannot come any more.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var clip in await book.OpenClipsAsync(cancellationToken))
        {
            var order = await orders.FindAsync(clip.Id, cancellationToken);
            var (reason, words) = order?.State switch
            {
                CommandState.Failed => (IncidentClip.Refused, order.Error),
                CommandState.TimedOut or CommandState.Cancelled => (IncidentClip.Unreachable, null),
                null when IsOver(clip, settings.OrderPatience) => (IncidentClip.Unreachable, null),
                CommandState.Answered when IsOver(clip, settings.FilePatience) => (IncidentClip.Lost, null),
                _ => ((string?)null, (string?)null),
            };
            if (reason is not null)
            {
                await FailAsync(clip, reason, words, cancellationToken);
            }
        }
    }

    /// <summary>At a start: forgets parts of files that nobody waits for any more.</summary>
    public async Task TidyAsync(CancellationToken cancellationToken) =>
        files.ForgetAllBut((await book.OpenClipsAsync(cancellationToken)).Select(c => c.Id).ToHashSet(StringComparer.Ordinal));

    /// <inheritdoc/>
    public void Dispose() => _taking.Dispose();

    private bool IsOver(IncidentClip clip, TimeSpan patience) => clip.AskedAt + (long)patience.TotalMilliseconds <= Now();

    private async Task KeepAsync(IncidentClip clip, FilePart part, CancellationToken cancellationToken)
    {
        try
        {
            await files.KeepAsync(part, cancellationToken);
            if (files.FindManifest(clip.Id) is not { } manifest)
            {
                return;
            }

            if (manifest.Error is { } words)
            {
                await FailAsync(clip, IncidentClip.Refused, words, cancellationToken);
            }
            else if (await files.FindWholeAsync(clip.Id, manifest, cancellationToken) is { } content)
            {
                await StoreAsync(clip, manifest, content, cancellationToken);
            }
        }
        catch (InvalidDataException problem)
        {
            await FailAsync(clip, IncidentClip.Damaged, problem.Message, cancellationToken);
        }
    }

    private async Task StoreAsync(IncidentClip clip, FileManifest manifest, byte[] content, CancellationToken cancellationToken)
    {
        if (!MediaType.IsMp4(content))
        {
            throw new InvalidDataException("what came is no MP4");
        }

        var sha256 = await evidence.SaveAsync(content, cancellationToken);
        var changed = await CloseAsync(
            clip,
            c => (c.State, c.Sha256, c.MediaType, c.From, c.To) = (ClipState.Stored, sha256, MediaType.Mp4, manifest.From ?? c.From, manifest.To ?? c.To),
            cancellationToken);
        if (changed is { State: IncidentState.Confirmed, CaseNumber: { } number })
        {
            await AddToCaseAsync(number, new EvidenceLink(sha256, MediaType.Mp4, Stage, manifest.From ?? clip.From), cancellationToken);
        }
    }

    private async Task AddToCaseAsync(string number, EvidenceLink link, CancellationToken cancellationToken)
    {
        try
        {
            await cases.AddEvidenceAsync(number, [link], Actor.System, expectedVersion: null, cancellationToken);
        }
        catch (CaseActionRefusedException)
        {
            // The case is closed: the clip stays with the incident.
            logger.LogInformation("The clip of case {Case} came after the case was closed", number);
        }
    }

    private async Task FailAsync(IncidentClip clip, string reason, string? words, CancellationToken cancellationToken)
    {
        logger.LogInformation("Incident {Incident} gets no clip of {Camera}: {Reason} {Words}", clip.IncidentId, clip.CameraId, reason, words);
        await CloseAsync(clip, c => (c.State, c.Reason, c.Error) = (ClipState.Failed, reason, words), cancellationToken);
    }

    private async Task<Incident?> CloseAsync(IncidentClip clip, Action<IncidentClip> close, CancellationToken cancellationToken)
    {
        var changed = await book.ChangeAsync(
            clip.IncidentId,
            incident =>
            {
                if (incident.Clips.Find(c => c.Id == clip.Id) is not { ClosedAt: null } open)
                {
                    return false;
                }

                close(open);
                open.ClosedAt = Now();
                return true;
            },
            cancellationToken);
        files.Forget(clip.Id);
        return changed;
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
