using UrbanGrid.Contracts;
using UrbanGrid.Vision.Covers;
using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>Closed against open or displaced, asked of covers that the classifier was not trained with.</summary>
internal sealed class CropEvaluation(CoverCropFeatures features)
{
    /// <summary>
    /// Cross-validated by picture, several times over: no picture, and none nearly like it, is in training and test at once. One
    /// list of answers, in the crops' order, for each deal of the folds.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<CropAnswer>> CrossValidate(ManholePictures pictures, int repeats)
    {
        var folds = new CropFolds(pictures);
        return [.. Enumerable.Range(1, repeats).Select(seed =>
        {
            var deal = folds.Deal(seed);
            Dictionary<LabelledCover, CropAnswer> answers = [];
            for (var fold = 0; fold < CropFolds.Count; fold++)
            {
                foreach (var answer in Ask(
                    pictures, pictures.Crops.Where(c => deal[c.File] != fold), pictures, pictures.Crops.Where(c => deal[c.File] == fold)))
                {
                    answers[answer.Cover] = answer;
                }
            }

            return (IReadOnlyList<CropAnswer>)[.. pictures.Crops.Where(answers.ContainsKey).Select(c => answers[c])];
        })];
    }

    /// <summary>Trained with one folder, asked of another.</summary>
    public IReadOnlyList<CropAnswer> TrainAndAsk(ManholePictures training, ManholePictures test) =>
        Ask(training, training.Crops, test, test.Crops);

    private List<CropAnswer> Ask(
        ManholePictures training, IEnumerable<LabelledCover> taught, ManholePictures test, IEnumerable<LabelledCover> asked)
    {
        using var classifier = CoverCropClassifier.Train([.. taught.Select(c => (CropOf(training, c), c.IsOpen))], features);
        return [.. asked.Select(c => new CropAnswer(c, classifier.ProbabilityOpen(CropOf(test, c))))];
    }

    private static CoverCrop CropOf(ManholePictures pictures, LabelledCover cover) =>
        new(pictures.Jpegs[cover.File], new PictureBox(cover.Box.X, cover.Box.Y, cover.Box.Width, cover.Box.Height));
}
