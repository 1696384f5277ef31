using UrbanGrid.VisionEval.Covers.Composites;

namespace UrbanGrid.VisionEval.Covers.Crops;

/// <summary>
/// Deals groups of pictures into folds, each with about the same share of open and of closed covers. Another seed, another deal:
/// a hundred crops are too few for one deal to say much.
/// </summary>
internal sealed class CropFolds(ManholePictures pictures)
{
    public const int Count = 5;

    private readonly Dictionary<string, int> _groups = PictureGroups.Of(pictures);

    /// <summary>The fold of each picture.</summary>
    public Dictionary<string, int> Deal(int seed)
    {
        var random = new Random(seed);
        var groups = pictures.Crops.GroupBy(c => _groups[c.File])
            .Select(g => (Group: g.Key, Open: g.Count(c => c.IsOpen), Closed: g.Count(c => !c.IsOpen), Order: random.Next()))
            .OrderByDescending(g => g.Open + g.Closed).ThenBy(g => g.Order).ToList();
        var (open, closed) = (new int[Count], new int[Count]);
        Dictionary<int, int> foldOf = [];
        foreach (var group in groups)
        {
            var order = Enumerable.Range(0, Count).Select(fold => (Fold: fold, Tie: random.Next())).ToList();
            var fold = order.MinBy(f => ((group.Open * open[f.Fold]) + (group.Closed * closed[f.Fold]), open[f.Fold] + closed[f.Fold], f.Tie)).Fold;
            open[fold] += group.Open;
            closed[fold] += group.Closed;
            foldOf[group.Group] = fold;
        }

        return pictures.Crops.Select(c => c.File).Distinct().ToDictionary(f => f, f => foldOf[_groups[f]]);
    }
}
