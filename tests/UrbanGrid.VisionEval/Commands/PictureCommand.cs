using UrbanGrid.Vision.Native;

namespace UrbanGrid.VisionEval.Commands;

/// <summary><c>picture FILE --at 1,2,…</c>: single pictures of scenes beside each other, to look at.</summary>
internal static class PictureCommand
{
    private const int Columns = 4;

    /// <summary>Runs it; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var options = new CommandOptions(args, [.. SceneSeries.Options, "at"], SceneSeries.Flags);
        var series = SceneSeries.Of(options);
        double[] moments = [.. (options.Text("at") ?? "20").Split(',').Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];
        var tiles = series.Count * moments.Length;
        var rows = (tiles + Columns - 1) / Columns;
        var sheet = new Canvas(Columns * 480, rows * 270);
        for (var i = 0; i < series.Count; i++)
        {
            var scene = series.Scene(i);
            for (var k = 0; k < moments.Length; k++)
            {
                var n = (i * moments.Length) + k;
                sheet.Jpeg(scene.Jpeg(Math.Min(moments[k], scene.Seconds)), n % Columns * 480, n / Columns * 270, 480, 270);
                foreach (var e in scene.Labels.Events.Where(e => e.Box is not null))
                {
                    var b = e.Box!.Value;
                    sheet.Frame(new Ink(0, 255, 0), 1, (n % Columns * 480) + (b.X * 480), (n / Columns * 270) + (b.Y * 270), b.Width * 480, b.Height * 270);
                }
            }
        }

        await File.WriteAllBytesAsync(options.Words[0], sheet.Encode(90), cancellation);
        return 0;
    }
}
