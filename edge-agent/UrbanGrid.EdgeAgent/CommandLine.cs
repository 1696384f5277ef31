using System.Globalization;
using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Footage;
using UrbanGrid.EdgeAgent.Settings;

namespace UrbanGrid.EdgeAgent;

/// <summary>The program's commands and exit codes.</summary>
public static class CommandLine
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The command line or the settings cannot be used; the sentences on standard error say what to change.</summary>
    public const int BadSettings = 2;

    /// <summary>Footage cannot be had, composed or read on this machine.</summary>
    public const int NoFootage = 3;

    private const string Usage = """
        usage:
          UrbanGrid.EdgeAgent --config FILE
              runs the agent; the file is described in edge-agent/README.md
          UrbanGrid.EdgeAgent fetch-vtest --out DIR
              takes vtest.avi out of Debian's package opencv-doc and prints its path
          UrbanGrid.EdgeAgent compose-demo --source vtest.avi --out FILE.mp4
              composes a bag that somebody leaves into the footage
          UrbanGrid.EdgeAgent compose-demo --generated --out FILE.mp4
              makes a generated street with a bag that somebody leaves
          UrbanGrid.EdgeAgent detect FILE [FPS [DWELL]] [--objects FILE]
              runs the left-object detector over a clip (5 frames a second, dwell 8 s), one JSON line an alarm;
              with the object detector that a file describes (docs/object-detector.md)
        """;

    /// <summary>Carries out the command; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["--config", var file]:
                    await AgentHost.RunAsync(SettingsFile.Load(file));
                    return Success;
                case ["fetch-vtest", "--out", var folder]:
                    Console.WriteLine(await new FootageSource(folder).FetchAsync(CancellationToken.None));
                    return Success;
                case ["compose-demo", "--source", var source, "--out", var target]:
                    await new StreetFootage("ffmpeg").ComposeAsync(source, target, CancellationToken.None);
                    return Success;
                case ["compose-demo", "--generated", "--out", var target]:
                    await new GeneratedStreet("ffmpeg").RenderAsync(target, CancellationToken.None);
                    return Success;
                case ["detect", .. var clip, "--objects", var objects]:
                    return await DetectAsync(clip, objects);
                case ["detect", .. var clip]:
                    return await DetectAsync(clip, objects: null);
                case ["--help"] or ["-h"]:
                    Console.WriteLine(Usage);
                    return Success;
                default:
                    await Console.Error.WriteLineAsync(Usage);
                    return BadSettings;
            }
        }
        catch (SettingsException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return BadSettings;
        }
        catch (FootageException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return NoFootage;
        }
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 3600 ? number : null;

    private static async Task<int> DetectAsync(string[] clip, string? objects)
    {
        var (rate, dwell) = (clip.Length > 1 ? Number(clip[1]) : 5, clip.Length > 2 ? Number(clip[2]) : 8);
        if (clip.Length is 0 or > 3 || rate is null || dwell is null)
        {
            await Console.Error.WriteLineAsync(Usage);
            return BadSettings;
        }

        using var network = objects is null ? null : ObjectsFile.Open(objects);
        await new ClipDetector("ffmpeg", rate.Value, dwell.Value, network is null ? null : network.AskAtOnce).RunAsync(
            clip[0],
            alarm => Console.WriteLine(JsonSerializer.Serialize(alarm with { Pictures = [] }, WireJson.Default.Alarm)),
            CancellationToken.None);
        return Success;
    }
}
