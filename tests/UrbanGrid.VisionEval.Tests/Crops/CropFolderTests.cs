using UrbanGrid.TestKit;
using UrbanGrid.Vision.Native;
using UrbanGrid.VisionEval.Commands;
using UrbanGrid.VisionEval.Covers.Composites;
using UrbanGrid.VisionEval.Covers.Crops;

namespace UrbanGrid.VisionEval.Tests.Crops;

/// <summary>Folders of labelled crops, and how their pictures are kept apart for an honest figure.</summary>
public sealed class CropFolderTests
{
    [Fact]
    public void A_picture_and_its_copy_are_never_in_training_and_test_at_once()
    {
        using var folder = new TempFolder();
        var pictures = Draw(folder, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], copies: [3, 7]);
        var folds = new CropFolds(pictures);
        for (var seed = 1; seed <= 20; seed++)
        {
            var deal = folds.Deal(seed);
            Assert.Equal(deal["3.jpg"], deal["3-copy.jpg"]);
            Assert.Equal(deal["7.jpg"], deal["7-copy.jpg"]);
        }
    }

    [Fact]
    public void Every_fold_gets_open_and_closed_covers()
    {
        using var folder = new TempFolder();
        var pictures = Draw(folder, [.. Enumerable.Range(1, 20)], copies: []);
        var deal = new CropFolds(pictures).Deal(seed: 4);
        for (var fold = 0; fold < CropFolds.Count; fold++)
        {
            Assert.Equal(2, pictures.Crops.Count(c => deal[c.File] == fold && c.IsOpen));
            Assert.Equal(2, pictures.Crops.Count(c => deal[c.File] == fold && !c.IsOpen));
        }
    }

    [Fact]
    public void Another_seed_deals_otherwise()
    {
        using var folder = new TempFolder();
        var folds = new CropFolds(Draw(folder, [.. Enumerable.Range(1, 20)], copies: []));
        Assert.Equal(folds.Deal(1), folds.Deal(1));
        Assert.NotEqual(folds.Deal(1), folds.Deal(2));
    }

    [Fact]
    public void A_picture_of_the_test_that_is_a_copy_of_one_of_the_training_is_recognised()
    {
        using var one = new TempFolder();
        using var other = new TempFolder();
        var training = Draw(one, [1, 2, 3], copies: []);
        var test = Draw(other, [4, 5], copies: [2]);
        Assert.Equal(["2-copy.jpg"], PictureGroups.Known(test, training));
    }

    [Theory]
    [InlineData("1.jpg,Manhole-Open,1,2,three,4")]
    [InlineData("1.jpg,Manhole-Open")]
    public void A_line_that_cannot_be_read_is_shown(string line)
    {
        using var folder = new TempFolder();
        File.WriteAllLines(folder.File("labels.csv"), ["file,class,xmin,ymin,xmax,ymax", line]);
        Assert.Contains(line, Assert.Throws<UsageException>(() => new ManholePictures(folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>Pictures of patches in random greys, every second open; a copy is the same picture, compressed more.</summary>
    private static ManholePictures Draw(TempFolder folder, int[] numbers, int[] copies)
    {
        List<string> labels = ["file,class,xmin,ymin,xmax,ymax"];
        foreach (var (number, isCopy) in numbers.Select(n => (n, false)).Concat(copies.Select(n => (n, true))))
        {
            var file = $"{number}{(isCopy ? "-copy" : "")}.jpg";
            File.WriteAllBytes(folder.File(file), Picture(number, quality: isCopy ? 60 : 90));
            labels.Add($"{file},{(number % 2 == 0 ? "Manhole-Open" : "Manhole-Closed")},20,20,100,80");
        }

        File.WriteAllLines(folder.File("labels.csv"), labels);
        return new ManholePictures(folder.Path);
    }

    private static byte[] Picture(int number, int quality)
    {
        const int Width = 144, Height = 128, Patch = 16;
        var random = new Random(number);
        var greys = Enumerable.Range(0, Width * Height / (Patch * Patch)).Select(_ => (byte)random.Next(20, 235)).ToArray();
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i / 3 % Width, i / 3 / Width);
            pixels[i] = greys[(y / Patch * (Width / Patch)) + (x / Patch)];
        }

        return Pictures.Encode(pixels, Width, Height, quality);
    }
}
