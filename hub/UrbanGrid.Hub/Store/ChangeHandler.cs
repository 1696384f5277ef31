namespace UrbanGrid.Hub.Store;

/// <summary>What a part of the hub does when another hub changed something it remembers.</summary>
/// <param name="Kind">One of <see cref="ChangeKind"/>.</param>
/// <param name="Changed">One thing changed; the text is its key. Called for one change at a time.</param>
/// <param name="Missed">Changes may have gone unheard; look at everything.</param>
public sealed record ChangeHandler(string Kind, Func<string, CancellationToken, Task> Changed, Func<CancellationToken, Task> Missed);
