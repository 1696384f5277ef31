using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Pipeline;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Ingest.ThingsBoard;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>The hub's side of MQTT: who may connect, publish and subscribe, and what becomes of a message.</summary>
public sealed class MqttGateway : IMqttApplication
{
    /// <summary>Longest payload that can be the word online or offline.</summary>
    private const int MaxStatusBytes = 16;

    private readonly DeviceAuthenticator _authenticator;
    private readonly DeviceLanes _lanes;
    private readonly ObservationPipeline _pipeline;
    private readonly GridWorkers _workers;
    private readonly CutOffDevices _cutOff;
    private readonly DeviceCommands _commands;
    private readonly DeviceFiles _files;
    private readonly DetectorNews _news;
    private readonly ThingsBoardApi _thingsBoard;
    private readonly ProvisioningDesk _provisioning;
    private readonly DeviceConnections _connections;
    private readonly ConnectionLog _log;
    private readonly Lazy<MqttServer> _server;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<MqttGateway> _logger;
    private readonly ConcurrentDictionary<MqttSession, string> _sessions = new();

    internal MqttGateway(
        DeviceAuthenticator authenticator, DeviceLanes lanes, ObservationPipeline pipeline, GridWorkers workers, CutOffDevices cutOff, DeviceCommands commands, DeviceFiles files, DetectorNews news,
        DeviceConnections connections, ThingsBoardApi thingsBoard, ProvisioningDesk provisioning, ConnectionLog log, Lazy<MqttServer> server,
        IngestMetrics metrics, TimeProvider time, ILogger<MqttGateway> logger)
    {
        (_authenticator, _lanes, _pipeline, _workers, _cutOff, _commands, _files, _news) = (authenticator, lanes, pipeline, workers, cutOff, commands, files, news);
        (_connections, _thingsBoard, _provisioning, _log, _server) = (connections, thingsBoard, provisioning, log, server);
        (_metrics, _time, _logger) = (metrics, time, logger);
    }

    /// <inheritdoc/>
    public ValueTask<MqttReasonCode> AuthenticateAsync(MqttConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_authenticator.Authenticate(request));

    /// <inheritdoc/>
    public bool MayPublish(MqttSession session, string topic)
    {
        if (session.Tag is NewDeviceSession)
        {
            return topic == ProvisioningMessages.RequestTopic;
        }

        var allowed = Of(session).RouteOf(topic).Lane is not null;
        if (!allowed)
        {
            _metrics.Denied();
            _logger.LogWarning("Device {Device} may not publish to {Topic}", Of(session).DeviceId, topic);
        }

        return allowed;
    }

    /// <inheritdoc/>
    public bool MaySubscribe(MqttSession session, string filter)
    {
        if (session.Tag is NewDeviceSession)
        {
            return filter == ProvisioningMessages.ResponseTopic;
        }

        var allowed = Of(session).MaySubscribe(filter);
        if (!allowed)
        {
            _metrics.Denied();
            _logger.LogWarning("Device {Device} may not subscribe to {Filter}", Of(session).DeviceId, filter);
        }

        else if (ThingsBoardTopic.MaySubscribe(filter))
        {
            _thingsBoard.Subscribed(session, Of(session).DeviceId, filter);
        }

        return allowed;
    }

    /// <inheritdoc/>
    public async ValueTask SessionStartedAsync(MqttSession session, CancellationToken cancellationToken)
    {
        if (session.Tag is NewDeviceSession)
        {
            return;
        }

        _sessions[session] = Of(session).DeviceId;
        _connections.Started(Of(session).DeviceId, Now());
        Log(session, ConnectionEventKind.Connected, "accepted");
        if (_lanes.Find(Of(session).DeviceId) is not { Device.Enabled: true })
        {
            // Shut out while it was connecting.
            session.Disconnect(MqttReasonCode.NotAuthorized);
            return;
        }

        await TellCutOffAsync(Of(session).DeviceId, there: true, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask ReceiveAsync(MqttSession session, MqttInbound message, CancellationToken cancellationToken)
    {
        if (session.Tag is NewDeviceSession)
        {
            var answer = await ProvisioningMessages.AnswerAsync(_provisioning, message.Payload, session.RemoteAddress, cancellationToken);
            message.Receipt.Complete();
            await _server.Value.PublishToAsync(
                session, new MqttMessage { Topic = ProvisioningMessages.ResponseTopic, Payload = answer, Qos = MqttQos.AtLeastOnce }, cancellationToken);
            return;
        }

        var route = Of(session).RouteOf(message.Topic);
        if (route.Lane is not { } lane)
        {
            // Shut out between the check and the message.
            message.Receipt.Complete(MqttReasonCode.NotAuthorized);
            return;
        }

        if (route.ThingsBoard is { } thingsBoard)
        {
            await ReceiveAsync(session, lane, thingsBoard, message, cancellationToken);
            return;
        }

        if (route.Topic is { Kind: TopicKind.File } file && !await _files.TakeAsync(file, message.Payload, cancellationToken))
        {
            _metrics.Denied();
            _logger.LogWarning("Device {Device} sends {Topic}, which nobody asked for", Of(session).DeviceId, message.Topic);
            message.Receipt.Complete(MqttReasonCode.NotAuthorized);
            return;
        }

        if (route.Topic is { Kind: TopicKind.Reply } reply)
        {
            // Acknowledged only when it is kept; a hub that cannot keep it closes the connection and gets it again.
            await _commands.AnswerAsync(reply.DeviceId, reply.Tail, message.Payload, cancellationToken);
        }
        else if (route.Topic is { Kind: TopicKind.Status } && message.Payload.Length <= MaxStatusBytes)
        {
            var status = message.Payload.ToArray();
            await _server.Value.PublishAsync(message.Topic, status, MqttQos.AtLeastOnce, retain: true, cancellationToken);
            if (status.AsSpan().SequenceEqual("offline"u8))
            {
                await TellCutOffAsync(lane.Device.Id, there: false, cancellationToken);
            }
            else if (status.AsSpan().SequenceEqual("online"u8))
            {
                await TellCutOffAsync(lane.Device.Id, there: true, cancellationToken);
            }
        }

        var refused = route.Topic is { Kind: TopicKind.Overlay or TopicKind.Learned } news
            ? await _news.TakeAsync(news, message.Payload, cancellationToken)
            : null;
        await _pipeline.AcceptAsync(new Arrival(lane, route.Topic, message, Refused: refused), cancellationToken);
    }

    private async ValueTask ReceiveAsync(MqttSession session, DeviceLane lane, ThingsBoardTopic topic, MqttInbound message, CancellationToken cancellationToken)
    {
        var telemetry = new Arrival(lane, new DeviceTopic(lane.Device.Id, TopicKind.Telemetry, ""), message, PayloadFormat.ThingsBoard);
        if (topic.Kind == ThingsBoardTopicKind.Telemetry)
        {
            await _pipeline.AcceptAsync(telemetry, cancellationToken);
            return;
        }

        try
        {
            await _pipeline.PaceAsync(lane, cancellationToken);
            if (await _thingsBoard.ReceiveAsync(session, lane.Device, topic, message.Payload, cancellationToken) is { } reply)
            {
                await _commands.AnswerAsync(new CommandReply(reply.DeviceId, reply.CommandId, reply.Ok, reply.Result), cancellationToken);
            }

            message.Receipt.Complete();
        }
        catch (JsonException problem)
        {
            await _pipeline.AcceptAsync(telemetry with { Refused = problem.Message }, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask SessionEndedAsync(MqttSession session, MqttReasonCode reason)
    {
        if (session.Tag is NewDeviceSession)
        {
            _authenticator.NewDeviceGone();
            return;
        }

        _sessions.TryRemove(session, out _);
        _thingsBoard.Ended(session);
        _connections.Ended(Of(session).DeviceId);
        Log(session, ConnectionEventKind.Disconnected, reason.ToString());
        if (reason is MqttReasonCode.SessionTakenOver or MqttReasonCode.ServerShuttingDown)
        {
            return;
        }

        if (!_sessions.Values.Contains(Of(session).DeviceId))
        {
            await TellCutOffAsync(Of(session).DeviceId, there: false, CancellationToken.None);
        }

        if (reason != MqttReasonCode.Success && _lanes.Find(Of(session).DeviceId) is { } lane)
        {
            await _workers.LostAsync(lane.Device, Now(), CancellationToken.None);
        }
    }

    /// <summary>Closes the sessions of a device, e.g. when its token was changed.</summary>
    public void Disconnect(string deviceId, MqttReasonCode reason)
    {
        foreach (var (session, device) in _sessions)
        {
            if (device == deviceId)
            {
                session.Disconnect(reason);
            }
        }
    }

    private ValueTask TellCutOffAsync(string deviceId, bool there, CancellationToken cancellationToken) =>
        _lanes.Find(deviceId) is { Model.Access: ModelAccess.Gateway }
            ? _cutOff.TellAsync(deviceId, there, _sessions.Values, cancellationToken)
            : ValueTask.CompletedTask;

    private GatewaySession Of(MqttSession session)
    {
        if (session.Tag is not GatewaySession known)
        {
            // The authenticator says so where the user name is not the device id; with a certificate alone there is no user
            // name, and the client identifier is the device id.
            session.Tag = known = new GatewaySession((session.Tag as string) ?? session.UserName ?? session.ClientId, _lanes);
        }

        return known;
    }

    private void Log(MqttSession session, ConnectionEventKind kind, string reason)
    {
        var device = Of(session).DeviceId;
        _log.Add(new ConnectionEvent(Now(), device, session.ClientId, session.RemoteAddress, kind, reason));
        _logger.LogInformation("Device {Device} {Kind}: {Reason}", device, kind, reason);
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
