using System.Text;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Provisioning;
using UrbanGrid.Mqtt;

namespace UrbanGrid.Ingest.Gateway;

/// <summary>
/// Who may connect: the user name is the device id and the password its token, or a verified client certificate carries the
/// device id as its common name. A device set up for ThingsBoard gives its token as the user name and no password. The client identifier is free, but for a certificate without a user name it must be the device id.
/// </summary>
internal sealed class DeviceAuthenticator(DeviceRegistry registry, ConnectionLog log, IngestMetrics metrics, TimeProvider time, ILogger<DeviceAuthenticator> logger)
{
    private const int ShownOfSecret = 4;
    private const int MaxNewDevices = 200;

    private int _newDevices;

    public MqttReasonCode Authenticate(MqttConnectRequest request)
    {
        var (reason, why) = Decide(request);
        if (reason != MqttReasonCode.Success)
        {
            metrics.ConnectRefused(why);
            var device = NameOf(request);
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

        if (device == ProvisioningMessages.UserName && request.Password.IsEmpty)
        {
            return AdmitNew(request);
        }

        if (request.Password.IsEmpty && registry.FindByToken(Encoding.UTF8.GetBytes(device)) is { } owner)
        {
            // The session must not go by its user name, which is a secret here.
            request.Tag = owner.Id;
            request.Owner = owner.Id;
            return Admit(owner.Id);
        }

        if (!registry.TokenMatches(device, request.Password.Span))
        {
            return (MqttReasonCode.BadUserNameOrPassword, registry.Find(device) is null ? "unknown_device" : "wrong_token");
        }

        return Admit(device);
    }

    /// <summary>A session of a device that asks for its token is over.</summary>
    public void NewDeviceGone() => Interlocked.Decrement(ref _newDevices);

    /// <summary>Anybody may ask, so few at a time may.</summary>
    private (MqttReasonCode Reason, string Why) AdmitNew(MqttConnectRequest request)
    {
        if (Interlocked.Increment(ref _newDevices) > MaxNewDevices)
        {
            Interlocked.Decrement(ref _newDevices);
            return (MqttReasonCode.ServerBusy, "too_many_new_devices");
        }

        request.Tag = NewDeviceSession.Instance;
        return (MqttReasonCode.Success, "new_device");
    }

    /// <summary>What a refused connection is called in logs: a user name without a password may be a token, mistyped or withdrawn.</summary>
    private string NameOf(MqttConnectRequest request)
    {
        var name = (request.Tag as string) ?? request.UserName ?? request.CertificateName ?? "";
        return request.Tag is null && request.Password.IsEmpty && name.Length > ShownOfSecret && registry.Find(name) is null ? $"{name[..ShownOfSecret]}…" : name;
    }

    private (MqttReasonCode Reason, string Why) Admit(string device) => registry.Find(device) switch
    {
        null => (MqttReasonCode.NotAuthorized, "unknown_device"),
        { Enabled: false } => (MqttReasonCode.NotAuthorized, "disabled"),
        _ => (MqttReasonCode.Success, "accepted"),
    };
}
