using System.Globalization;

namespace UrbanGrid.Hub.Push;

/// <summary>A place in the feed; its text is the id of a server-sent event.</summary>
/// <param name="Epoch">Which run of the hub.</param>
/// <param name="Sequence">Last change seen.</param>
public readonly record struct FeedPosition(string Epoch, long Sequence)
{
    /// <summary>Reads a Last-Event-ID; anything else becomes a position nobody has.</summary>
    public static FeedPosition Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && long.TryParse(text.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? new FeedPosition(text[..dash], sequence)
            : new FeedPosition("", 0);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}-{Sequence}");
}
