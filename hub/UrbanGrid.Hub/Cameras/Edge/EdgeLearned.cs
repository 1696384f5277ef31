using System.Globalization;
using UrbanGrid.Hub.Cameras.Fixtures;
using UrbanGrid.Hub.Cameras.KnownViews;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Vision.Told;

namespace UrbanGrid.Hub.Cameras.Edge;

/// <summary>
/// Keeps what detectors beside cameras have learned, as that of the hub's own, and hands it over when a camera's detectors are to run
/// at its agent: so nobody is asked again what belongs in the picture, and which view is the right one.
/// </summary>
public sealed class EdgeLearned(FixtureStore fixtures, KnownViewStore views, DeviceCommands wire, TimeProvider time)
{
    /// <summary>The command; its arguments are a <see cref="CameraLearned"/>.</summary>
    public const string Command = "remember";

    private static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>An agent tells.</summary>
    public async Task TakeAsync(string cameraId, CameraLearned learned, CancellationToken cancellationToken)
    {
        await fixtures.SaveAsync(cameraId, learned.Fixtures, cancellationToken);
        if (learned.Drawing is { } drawing && !learned.View.IsEmpty)
        {
            await views.SaveAsync(cameraId, drawing, learned.View.ToArray(), cancellationToken);
        }
    }

    /// <summary>Hands over what is known of a camera; the agent takes it if its detectors do not run yet.</summary>
    /// <returns>False if the agent does not listen now.</returns>
    public async Task<bool> HandOverAsync(string cameraId, CancellationToken cancellationToken)
    {
        var view = await views.FindAsync(cameraId, cancellationToken);
        var learned = new CameraLearned(await fixtures.FindAsync(cameraId, cancellationToken), view?.Drawing, view?.View);
        return learned.IsNothing || await wire.SendAsync(
            new OutgoingCommand(
                Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture), cameraId, Command, learned.ToArguments(), (time.GetUtcNow() + Patience).ToUnixTimeMilliseconds()),
            cancellationToken);
    }
}
