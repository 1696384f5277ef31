using System.Buffers;
using System.Text.Json;

namespace UrbanGrid.Ingest.Provisioning;

/// <summary>
/// Provisioning over MQTT in ThingsBoard's shape
/// (<see href="https://thingsboard.io/docs/user-guide/device-provisioning/">user-guide/device-provisioning</see>): user name
/// <c>provision</c>, request and answer on two topics. Its key and secret are the two halves of a provisioning key.
/// </summary>
internal static class ProvisioningMessages
{
    /// <summary>User name of a device that has no token yet.</summary>
    public const string UserName = "provision";

    /// <summary>Topic of requests.</summary>
    public const string RequestTopic = "/provision/request";

    /// <summary>Topic of answers.</summary>
    public const string ResponseTopic = "/provision/response";

    private const int MaxBytes = 4_096;

    /// <summary>Answers a request; a refusal is an answer too.</summary>
    public static async Task<byte[]> AnswerAsync(ProvisioningDesk desk, ReadOnlySequence<byte> payload, string? address, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await desk.AskAsync(Read(payload, address), cancellationToken);
            return answer switch
            {
                { Token: { } token } => Write(("status", "SUCCESS"), ("credentialsType", "ACCESS_TOKEN"), ("credentialsValue", token), ("deviceId", answer.DeviceId)),
                { State: ProvisionState.Pending } => Write(("status", "PENDING"), ("errorMsg", "Waits for an administrator; ask again later.")),
                { State: ProvisionState.Rejected } => Failure("An administrator has turned this device away."),
                _ => Failure("The token was handed out already; an administrator can issue a new one."),
            };
        }
        catch (ProvisionRefusedException refused)
        {
            return Failure(refused.Message);
        }
        catch (Devices.DeviceRefusedException refused)
        {
            return Failure(refused.Message);
        }
        catch (JsonException problem)
        {
            return Failure(problem.Message);
        }
    }

    private static ProvisionCall Read(in ReadOnlySequence<byte> payload, string? address)
    {
        if (payload.Length > MaxBytes)
        {
            throw new JsonException($"{payload.Length} bytes; {MaxBytes} are allowed.");
        }

        using var document = JsonDocument.Parse(payload);
        var request = document.RootElement;
        var (key, secret) = (Text(request, "provisionDeviceKey"), Text(request, "provisionDeviceSecret"));
        var serial = Text(request, "serial") ?? Text(request, "deviceName") ?? throw new JsonException("'deviceName' is missing.");
        return new ProvisionCall(
            secret is null ? key ?? "" : $"{key}.{secret}", serial, Text(request, "deviceName"), Number(request, "lat"), Number(request, "lon"), address, KeepsSecret: false);
    }

    private static string? Text(JsonElement request, string name) =>
        request.ValueKind == JsonValueKind.Object && request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static double? Number(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;

    private static byte[] Failure(string message) => Write(("status", "FAILURE"), ("errorMsg", message));

    private static byte[] Write(params (string Name, string? Value)[] members) =>
        JsonSerializer.SerializeToUtf8Bytes(members.ToDictionary(m => m.Name, m => m.Value));
}
