using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers;

/// <summary><c>./run eval covers</c>.</summary>
internal static class CoversCommand
{
    public static int Usage()
    {
        Console.Error.WriteLine("eval covers [DIR]   DIR holds video/aboda_video4.avi and images/manhole (default: ../shared/data)");
        return 2;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var data = args.Length > 0 ? args[0] : "../shared/data";
        var pictures = new ManholePictures(Path.Combine(data, "images", "manhole"));
        var bank = new HoleBank(pictures);
        var table = new MeasureTable(new Removals(bank));
        foreach (var width in (int[])[56, 28])
        {
            var clip = await CoverScenes.OfClipAsync(Path.Combine(data, "video", "aboda_video4.avi"), width);
            var scenes = CoverScenes.OfPictures(pictures, width, 15);
            Console.WriteLine($"{width} px: {scenes.Count} pictures, {bank.Count} holes, {clip.Frames.Count} clip frames");
            MeasureTable.Write($"/tmp/cover_{width}_pictures.csv", scenes.SelectMany(s => table.Of(s, 2)));
            MeasureTable.Write($"/tmp/cover_{width}_clip.csv", table.Of(clip, 10));
        }

        return 0;
    }
}
