using System.Collections.Concurrent;
using System.Text.Json;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Push;

/// <summary>
/// Takes the many changes of devices and vehicles, and once a second puts the last state of each into the feed. What is
/// remembered between two beats is one id per device.
/// </summary>
public sealed class MergedUpdates(ChangeFeed feed, DescribeState describe, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly string[] Kinds = [FeedKind.Device, FeedKind.Vehicle];
    private readonly ConcurrentDictionary<(string Kind, string Id), byte> _changed = new();

    /// <summary>A device or vehicle changed; returns at once.</summary>
    public void Changed(string kind, string id) => _changed[(kind, id)] = 0;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var kind in Kinds)
            {
                Publish(kind);
            }
        }
    }

    private void Publish(string kind)
    {
        // Ten thousand vehicles a second are not described for nobody.
        var followed = kind != FeedKind.Vehicle || feed.IsFollowed(kind);
        List<(string, byte[])> states = [];
        foreach (var key in _changed.Keys.Where(k => k.Kind == kind))
        {
            if (_changed.TryRemove(key, out _) && followed && describe(kind, key.Id) is { } state)
            {
                states.Add((key.Id, JsonSerializer.SerializeToUtf8Bytes(state, ApiJson.Options)));
            }
        }

        if (states.Count > 0)
        {
            feed.Replace(kind, states);
        }
    }
}

/// <summary>The state of a device or vehicle as the REST interface shows it; null if it is gone.</summary>
public delegate object? DescribeState(string kind, string id);
