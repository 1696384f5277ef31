using System.Globalization;

namespace UrbanGrid.Bench.Fuzz;

/// <summary><c>./run fuzz mqtt|jt808 [--minutes N] [--seed N]</c>: mutates packets until the time is over or something breaks.</summary>
internal static class FuzzCommand
{
    public const string Name = "fuzz";

    private const int CodecRounds = 20_000;
    private const int ServerRounds = 200;

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        if (args is not [("mqtt" or "jt808") and var what, .. var options] || options.Length % 2 != 0)
        {
            throw new ArgumentException("Say ./run fuzz mqtt|jt808 [--minutes N] [--seed N].");
        }

        var time = TimeProvider.System;
        var minutes = double.Parse(Option(options, "--minutes", "2"), CultureInfo.InvariantCulture);
        var seed = int.Parse(Option(options, "--seed", $"{time.GetUtcNow().ToUnixTimeSeconds() & 0xFFFFFF}"), CultureInfo.InvariantCulture);
        if (what == "jt808")
        {
            FuzzJt808(time, minutes, seed, cancellationToken);
            return;
        }

        Console.WriteLine($"Fuzzing MQTT for {minutes} minutes from seed {seed}.");
        var fuzzer = new MqttFuzzer(seed, time);
        var began = time.GetTimestamp();
        await using var server = await FuzzServer.StartAsync();
        try
        {
            while (time.GetElapsedTime(began) < TimeSpan.FromMinutes(minutes) && !cancellationToken.IsCancellationRequested)
            {
                fuzzer.FuzzCodec(CodecRounds);
                await fuzzer.FuzzServerAsync(server, ServerRounds, cancellationToken);
            }

            Console.WriteLine(
                $"Nothing found. Codec: {fuzzer.Read} read, {fuzzer.Refused} refused. Server: {fuzzer.Connections} connections. Memory: {GC.GetTotalMemory(true) / 1_048_576} MiB.");
        }
        catch (FuzzFailure found)
        {
            await Console.Error.WriteLineAsync($"FOUND: {found.Message}");
            Environment.ExitCode = 1;
        }
    }

    private static void FuzzJt808(TimeProvider time, double minutes, int seed, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Fuzzing JT/T 808 for {minutes} minutes from seed {seed}.");
        var fuzzer = new Jt808Fuzzer(seed);
        var began = time.GetTimestamp();
        try
        {
            while (time.GetElapsedTime(began) < TimeSpan.FromMinutes(minutes) && !cancellationToken.IsCancellationRequested)
            {
                fuzzer.Fuzz(CodecRounds);
            }

            Console.WriteLine($"Nothing found: {fuzzer.Tried} frames, {fuzzer.Read} of them readable.");
        }
        catch (FuzzFailure found)
        {
            Console.Error.WriteLine($"FOUND: {found.Message}");
            Environment.ExitCode = 1;
        }
    }

    private static string Option(string[] options, string name, string otherwise)
    {
        var at = Array.IndexOf(options, name);
        return at >= 0 ? options[at + 1] : otherwise;
    }
}
