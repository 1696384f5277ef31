namespace UrbanGrid.Hub.Push;

/// <summary>One change.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Kind">Name of the event.</param>
/// <param name="Json">Its data, one line.</param>
public readonly record struct Change(long Sequence, string Kind, byte[] Json);

/// <summary>Changes and where they end.</summary>
public sealed record FeedPage(IReadOnlyList<Change> Changes, FeedPosition End, bool Reset);
