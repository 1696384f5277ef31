using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// Who may connect: the user name is the device id and the password its token, or a verified client certificate carries the
/// device id as its common name. The client identifier is free, but for a certificate without a user name it must be the device id.
/// </summary>
internal sealed class DeviceAuthenticator(DeviceRegistry registry, ConnectionLog log, IngestMetrics metrics, TimeProvider time, ILogger<DeviceAuthenticator> logger)
{
    public MqttReasonCode Authenticate(MqttConnectRequest request)
    {
        var (reason, why) = Decide(request);
        if (reason != MqttReasonCode.Success)
        {
            metrics.ConnectRefused(why);
            var device = request.UserName ?? request.CertificateName ?? "";
            logger.LogWarning("Connection of {Device} from {Address} refused: {Why}", device, request.RemoteAddress, why);
            log.Add(new ConnectionEvent(
                time.GetUtcNow().ToUnixTimeMilliseconds(), device, request.ClientId, request.RemoteAddress, ConnectionEventKind.Refused, why));
        }

        return reason;
    }

    /// <summary>Reason code, and the word counted and logged. A client is not told which of user name and password is wrong.</summary>
    private (MqttReasonCode Reason, string Why) Decide(MqttConnectRequest request)
    {
        if (request.CertificateName is { } certified)
        {
            return (request.UserName ?? request.ClientId) == certified ? Admit(certified) : (MqttReasonCode.NotAuthorized, "certificate_of_another");
        }

        if (request.UserName is not { Length: > 0 } device)
        {
            return (MqttReasonCode.NotAuthorized, "no_user_name");
        }

        if (!registry.TokenMatches(device, request.Password.Span))
        {
            return (MqttReasonCode.BadUserNameOrPassword, registry.Find(device) is null ? "unknown_device" : "wrong_token");
        }

        return Admit(device);
    }

    private (MqttReasonCode Reason, string Why) Admit(string device) => registry.Find(device) switch
    {
        null => (MqttReasonCode.NotAuthorized, "unknown_device"),
        { Enabled: false } => (MqttReasonCode.NotAuthorized, "disabled"),
        _ => (MqttReasonCode.Success, "accepted"),
    };
}
