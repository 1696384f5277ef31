using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using UrbanGrid.Hub.Setup;
using UrbanGrid.Ingest.Jt808.Decoding;

namespace UrbanGrid.Hub.Vehicles.Decoding;

/// <summary><c>decode jt808 HEX…</c>: says what frames of a terminal mean; from its command line to the exit code.</summary>
public static class DecodeRun
{
    /// <summary>Word of the command line that asks for it.</summary>
    public const string Command = "decode";

    private const string Help = """
        decode jt808 HEX…      what frames of JT/T 808 (2011, 2013, 2019) and JT/T 1078 say, as JSON; with or without spaces and 0x,
                               several frames in one text or several; packages of a divided message are put together as well
        decode jt808 -         the same for lines read from the standard input

        """;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Prints one JSON object a frame.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["--help"]:
                Console.Out.Write(Help);
                return ExitCode.Done;
            case ["jt808", "-"]:
                return Print(await LinesAsync());
            case ["jt808", .. { Length: > 0 } frames]:
                return Print(frames.Contains("--help") ? [] : Together(frames));
            default:
                Console.Error.WriteLine("Write: decode jt808 HEX…, or decode jt808 - to read lines.");
                return ExitCode.WrongCommandLine;
        }
    }

    /// <summary>Bytes given one an argument, as a shell splits them, are one text.</summary>
    private static string[] Together(string[] arguments) =>
        arguments.All(a => a.Trim().Length <= 4) ? [string.Join(' ', arguments)] : arguments;

    private static async Task<List<string>> LinesAsync()
    {
        List<string> lines = [];
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static int Print(IReadOnlyList<string> texts)
    {
        Console.OutputEncoding = Encoding.UTF8;
        foreach (var frame in FrameDecoder.Decode(texts))
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(frame, Readable));
        }

        return ExitCode.Done;
    }
}
