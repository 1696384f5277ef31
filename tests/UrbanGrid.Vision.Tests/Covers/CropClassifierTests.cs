using UrbanGrid.Contracts;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.Covers;

namespace UrbanGrid.Vision.Tests.Covers;

public sealed class CropClassifierTests
{
    [Fact]
    public void It_learns_from_confirmed_pictures_and_answers_the_same_after_being_saved()
    {
        using var features = new CoverCropFeatures();
        using var folder = new TempFolder();
        using var trained = CoverCropClassifier.Train([.. Examples(1, 8)], features);
        trained.Save(folder.File("covers.yml"));
        using var loaded = CoverCropClassifier.Load(folder.File("covers.yml"), features);
        foreach (var (crop, isOpen) in Examples(20, 3))
        {
            var open = trained.ProbabilityOpen(crop);
            Assert.Equal(isOpen, open > 0.5);
            Assert.Equal(open, loaded.ProbabilityOpen(crop), 3);
        }
    }

    [Fact]
    public void It_needs_examples_of_both_kinds()
    {
        using var features = new CoverCropFeatures();
        Assert.Throws<ArgumentException>(() => CoverCropClassifier.Train([.. Examples(1, 3).Where(e => e.IsOpen)], features));
    }

    [Fact]
    public void A_file_that_is_no_classifier_is_refused()
    {
        using var features = new CoverCropFeatures();
        Assert.Throws<VisionException>(() => CoverCropClassifier.Load("/nowhere/covers.yml", features));
    }

    [Fact]
    public void Half_a_picture_is_refused_rather_than_judged()
    {
        using var features = new CoverCropFeatures();
        using var trained = CoverCropClassifier.Train([.. Examples(1, 3)], features);
        var whole = Examples(9, 1).First().Crop;
        var half = whole with { Picture = whole.Picture[..(whole.Picture.Length / 2)] };
        Assert.Throws<FrameUnreadableException>(() => trained.ProbabilityOpen(half));
    }

    [Fact]
    public void A_cover_outside_the_picture_is_refused()
    {
        using var features = new CoverCropFeatures();
        using var trained = CoverCropClassifier.Train([.. Examples(1, 3)], features);
        var crop = Examples(9, 1).First().Crop with { Box = new PictureBox(5000, 5000, 60, 40) };
        Assert.Throws<VisionException>(() => trained.ProbabilityOpen(crop));
    }

    private static IEnumerable<(CoverCrop Crop, bool IsOpen)> Examples(int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            var street = new CoverStreet(50 + (i % 5 * 8));
            var box = street.Box;
            var pixels = new PictureBox(
                box.X * CoverStreet.Width, box.Y * CoverStreet.Height, box.Width * CoverStreet.Width, box.Height * CoverStreet.Height);
            var light = 0.7 + (i % 4 * 0.15);
            yield return (new CoverCrop(street.Draw(i, new CoverView { Light = light }), pixels), false);
            yield return (new CoverCrop(street.Draw(i, new CoverView { Light = light, Closed = false }), pixels), true);
        }
    }
}
