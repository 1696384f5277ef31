using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Law;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>Whether a device raises something now and was heard since a moment, Unix ms: one that is away says nothing.</summary>
public delegate bool DeviceRaises(string deviceId, long since);

/// <summary>
/// Closed but not fixed: a camera or sensor that raises again what it raised before opens that case again, some days long, instead of
/// letting another one be made. It is the same thing if it is the same component and class, the same sensor and class, or the same
/// zone, class and place in the picture of the same camera. What happens next is for the shift leader, who files it or not.
/// </summary>
public sealed class DeviceReopening(
    IncidentBook book, CaseDesk cases, IncidentReports reports, DeviceDirectory devices, DeviceRaises raises, CatalogueRegister catalogues,
    CaseworkOptions options, TimeProvider time, ILogger<DeviceReopening> logger)
{
    /// <summary>How long a device that never stopped to raise it may need to see that it is solved.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Looks at an incident nobody has decided on.</summary>
    public async Task ConsiderAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (options.DeviceReopenDays == 0 || incident.State != IncidentState.Open)
        {
            return;
        }

        try
        {
            if (await FindClosedAsync(incident, cancellationToken) is { } number)
            {
                await ReopenAsync(incident, number, cancellationToken);
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            logger.LogWarning(problem, "Incident {Incident} opened no case again and stays with the operators", incident.Id);
        }
    }

    /// <summary>Looks for closed cases whose device has never stopped to raise them; returns how many it opened again.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        if (options.DeviceReopenDays == 0)
        {
            return 0;
        }

        var opened = 0;
        var raised = await book.StillRaisedAsync(cancellationToken);
        var done = await cases.DoneAmongAsync([.. raised.Select(i => i.CaseNumber!)], cancellationToken);
        foreach (var incident in raised.Where(i => done.Contains(i.CaseNumber!)))
        {
            var number = incident.CaseNumber!;
            if (await cases.FindClosedAsync([number], Class(incident), null, Since(), cancellationToken) is not null
                && await cases.FindClosedAsync([number], Class(incident), null, Now() - (long)Grace.TotalMilliseconds, cancellationToken) is null
                && raises(incident.DeviceId, Now() - (long)Grace.TotalMilliseconds))
            {
                opened += await OpenAsync(number, incident.DeviceId, Never(incident), cancellationToken) ? 1 : 0;
            }
        }

        return opened;
    }

    private async Task<string?> FindClosedAsync(Incident incident, CancellationToken cancellationToken)
    {
        var made = await book.CasesOfSameAsync(incident, cancellationToken);
        return await cases.FindClosedAsync(made, Class(incident), incident.ComponentCode, Since(), cancellationToken);
    }

    private Task<Incident> ReopenAsync(Incident incident, string number, CancellationToken cancellationToken) => book.DecideAsync(
        incident.Id,
        async (present, _) =>
        {
            var report = await reports.RepeatOfAsync(present, note: null, cancellationToken);
            var why = new LocalText($"结案后又报警：{report.Description.Zh}", $"Raised again after closing: {report.Description.En}").InBoth();
            await cases.ReopenAsync(
                number, new CaseActionInput { Opinion = why, Evidence = report.Evidence }, DeviceActor.Of(present.DeviceId, devices), cancellationToken);
            (present.State, present.CaseNumber) = (IncidentState.Confirmed, number);
            // No verdict: the hub would learn from itself.
            (present.DecidedBy, present.DecidedAt, present.Note) = (CallerActor.NameOf(Actor.System.DisplayName).Zh, Now(), why);
        },
        cancellationToken);

    private async Task<bool> OpenAsync(string number, string device, CaseActionInput input, CancellationToken cancellationToken)
    {
        try
        {
            await cases.ReopenAsync(number, input, DeviceActor.Of(device, devices), cancellationToken);
            return true;
        }
        catch (CaseActionRefusedException)
        {
            // Somebody was faster.
            return false;
        }
    }

    private CaseActionInput Never(Incident incident)
    {
        var name = devices.NameOf(incident.DeviceId);
        return new CaseActionInput
        {
            Opinion = new LocalText($"结案后{name.Zh}仍在报警。", $"{name.En} has not stopped to raise it since the case was closed.").InBoth(),
        };
    }

    private string Class(Incident incident) => catalogues.CodeForDevice(incident.Category);

    private long Since() => Now() - (options.DeviceReopenDays * 86_400_000L);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
