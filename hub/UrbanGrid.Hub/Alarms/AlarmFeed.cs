using System.Text.Json;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Push;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Tells browsers of alarms, after they are stored.</summary>
public sealed class AlarmFeed(ChangeFeed feed, AlarmDescriber describer)
{
    /// <summary>An alarm was raised, changed or cleared.</summary>
    public async ValueTask TellAsync(AlarmRecord alarm, CancellationToken cancellationToken) =>
        Tell(await describer.DescribeAsync(alarm, cancellationToken));

    /// <summary>An alarm somebody has described already.</summary>
    public void Tell(AlarmView alarm) => feed.Add(FeedKind.Alarm, JsonSerializer.SerializeToUtf8Bytes(alarm, ApiJson.Options));
}
