using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Pipeline;

/// <summary>What becomes of a deleted device: its alarms end, and its twin goes.</summary>
internal sealed class DepartedDevices(GridWorkers workers, Announcer announcer, TwinBoard board)
{
    public async ValueTask ForgetAsync(Device device, long now, CancellationToken cancellationToken)
    {
        var state = await workers.RemoveAsync(device, now, cancellationToken);
        board.Remove(device.Id);
        if (state is not null)
        {
            var outcome = new Outcome();
            outcome.Alarms.AddRange(state.ActiveAlarms.Select(a => a with { ClearedAt = now }));
            await announcer.TellAsync(outcome, cancellationToken);
        }
    }
}
