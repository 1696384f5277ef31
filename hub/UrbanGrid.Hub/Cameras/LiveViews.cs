using System.Collections.Concurrent;

namespace UrbanGrid.Hub.Cameras;

/// <summary>The pictures of all cameras for people, wherever their detectors run.</summary>
public sealed class LiveViews
{
    private readonly ConcurrentDictionary<string, LiveView> _views = new(StringComparer.Ordinal);

    /// <summary>That of a camera; null before its first picture.</summary>
    public LiveView? Find(string cameraId) => _views.GetValueOrDefault(cameraId);

    /// <summary>That of a camera.</summary>
    public LiveView Of(string cameraId) => _views.GetOrAdd(cameraId, _ => new LiveView());

    /// <summary>Cameras whose last picture is not older than a moment, Unix ms.</summary>
    public int CountSince(long moment) => _views.Values.Count(v => v.Last?.Timestamp >= moment);
}
