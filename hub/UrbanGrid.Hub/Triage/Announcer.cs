using System.Text.Json;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;
using UrbanGrid.Hub.Push;
using UrbanGrid.Hub.Triage.Filing;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Hub.Triage;

/// <summary>Tells browsers and third parties what happened, after it is stored.</summary>
public sealed class Announcer(
    ChangeFeed feed, IncidentDescriber describer, MqttServer mqtt, ILogger<Announcer> logger)
{
    private const string IncidentTopic = DeviceTopic.Root + "hub/incident";
    private const string CaseTopic = DeviceTopic.Root + "hub/case";
    private const string FilingTopic = DeviceTopic.Root + "hub/filing";

    /// <summary>An incident is new or changed.</summary>
    public async ValueTask IncidentChangedAsync(Incident incident, CancellationToken cancellationToken)
    {
        var json = Write(await describer.DescribeAsync(incident, cancellationToken));
        feed.Add(FeedKind.Incident, json);
        await PublishAsync(IncidentTopic, json);
    }

    /// <summary>A case changed. Casework waits for its listeners, so third parties are told behind its back.</summary>
    public void CaseChanged(CaseChanged change)
    {
        var json = Write(new CasePush(change.Number, change.State, change.Version));
        feed.Add(FeedKind.Case, json);
        _ = PublishAsync(CaseTopic, json);
    }

    /// <summary>The automatic filing of a category began, stopped or switched itself off.</summary>
    public void FilingChanged(FilingPolicy policy)
    {
        var json = Write(PolicyEndpoints.Describe(policy, describer));
        feed.Add(FeedKind.Filing, json);
        _ = PublishAsync(FilingTopic, json);
    }

    private static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options);

    private async Task PublishAsync(string topic, byte[] json)
    {
        try
        {
            await mqtt.PublishAsync(topic, json, MqttQos.AtLeastOnce, retain: false, CancellationToken.None);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Third parties were not told on {Topic}", topic);
        }
    }
}
