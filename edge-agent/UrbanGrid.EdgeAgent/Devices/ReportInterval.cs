using System.Text.Json;
using System.Text.Json.Nodes;

namespace UrbanGrid.EdgeAgent.Devices;

/// <summary>The time between two reports of a device; the hub may change it with <c>set_interval {"seconds":n}</c>.</summary>
public sealed class ReportInterval(double seconds, TimeProvider time) : IDisposable
{
    /// <summary>Name of the command.</summary>
    public const string Command = "set_interval";

    private const double Shortest = 0.1;
    private const double Longest = 86_400;

    private readonly SemaphoreSlim _wake = new(0, 1);
    private double _seconds = seconds;

    /// <summary>Seconds between two reports.</summary>
    public double Seconds => Volatile.Read(ref _seconds);

    /// <summary>Reads the command's argument; null, with the refusal, if it is no usable time.</summary>
    public static double? Parse(JsonElement? args, out CommandAnswer refusal)
    {
        refusal = CommandAnswer.Refuse("set_interval needs {\"seconds\":n} with n between 0.1 and 86400");
        return args is { ValueKind: JsonValueKind.Object } o
            && o.TryGetProperty("seconds", out var s)
            && s.ValueKind == JsonValueKind.Number
            && s.GetDouble() is >= Shortest and <= Longest and var seconds ? seconds : null;
    }

    /// <summary>Carries out the command; a wait that is running ends, so that the new pace begins now.</summary>
    public CommandAnswer Set(JsonElement? args)
    {
        if (Parse(args, out var refusal) is not { } seconds)
        {
            return refusal;
        }

        Volatile.Write(ref _seconds, seconds);
        Wake();
        return CommandAnswer.Done(new JsonObject { ["seconds"] = seconds });
    }

    /// <summary>Ends a wait that is running.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is already to wake up.
        }
    }

    /// <summary>Waits one interval, or until <paramref name="atMost"/> if that is sooner, or until woken.</summary>
    public async Task WaitAsync(TimeSpan? atMost, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(Seconds);
        if (atMost is { } sooner && sooner < pause)
        {
            pause = sooner > TimeSpan.Zero ? sooner : TimeSpan.Zero;
        }

        using var due = new CancellationTokenSource(pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The interval is over.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();
}
