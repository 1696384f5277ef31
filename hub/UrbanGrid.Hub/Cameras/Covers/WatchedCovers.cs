using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Cameras.Covers;

/// <summary>The covers of a camera and the ids of their reference pictures.</summary>
/// <param name="Covers">Covers to watch.</param>
/// <param name="References">By a cover's name, ids of pictures of the whole view in which it is present, oldest first.</param>
public sealed record WatchedCovers(IReadOnlyList<CameraCover> Covers, IReadOnlyDictionary<string, IReadOnlyList<string>> References)
{
    /// <summary>No covers.</summary>
    public static readonly WatchedCovers None = new([], new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Ids of a cover's reference pictures; none where it is not known.</summary>
    public IReadOnlyList<string> ReferencesOf(string cover) => References.GetValueOrDefault(cover, []);

    /// <summary>With other references of one cover.</summary>
    public WatchedCovers With(string cover, IEnumerable<string> references) =>
        this with { References = new Dictionary<string, IReadOnlyList<string>>(References) { [cover] = [.. references] } };
}
