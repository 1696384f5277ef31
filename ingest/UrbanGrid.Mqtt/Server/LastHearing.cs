using System.IO.Pipelines;

namespace UrbanGrid.Mqtt.Server;

/// <summary>
/// Reads on, and lets fall, what comes from a client that has been told why its connection ends and does not know it yet.
/// Closing at once would answer those bytes with a reset, and a client that is writing then may never come to read the reason.
/// </summary>
internal static class LastHearing
{
    /// <summary>How long a client may say nothing and not close its end.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>After how long one that talks on is no longer listened to.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Completes when the client has closed its end, or its time is up.</summary>
    public static async Task RunAsync(PipeReader input, TimeProvider time)
    {
        var began = time.GetTimestamp();
        using var silence = new CancellationTokenSource(Silence, time);
        try
        {
            while (true)
            {
                var heard = await input.ReadAsync(silence.Token);
                input.AdvanceTo(heard.Buffer.End);
                if (heard.IsCompleted || time.GetElapsedTime(began) > Limit)
                {
                    return;
                }

                silence.CancelAfter(Silence);
            }
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested)
        {
            // It has nothing more to say.
        }
    }
}
