using System.Text;
using Microsoft.Extensions.Logging;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Gateway;
using UrbanGrid.Ingest.Jt808.Frames;
using UrbanGrid.Ingest.Jt808.Layouts;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.Ingest.Provisioning;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>
/// Registration (终端注册) and authentication (终端鉴权). A terminal may register as often as it likes: it gets the same code each
/// time, so one that lost it after a restart works. A device whose attribute <c>terminal_id</c> is set lets that terminal in only.
/// </summary>
internal sealed class TerminalAdmission(
    TerminalNumbers numbers, TerminalSessions sessions, DeviceRegistry registry, ProvisioningDesk provisioning, Jt808Metrics metrics, IngestOptions options,
    ILogger<TerminalAdmission> logger)
{
    private const string TerminalIdAttribute = "terminal_id";
    private const byte Registered = 0;
    private const byte OtherTerminal = 3;
    private const byte NoSuchTerminal = 4;

    /// <summary>Answers a registration.</summary>
    public async ValueTask RegisterAsync(TerminalSession session, FrameHeader header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var fields = MessageBody.Read(header.MessageId, header.Version, body.Span).Fields;
        var plate = Field.Text(fields["plate"]);
        var device = numbers.Find(header.Phone) ?? await AskAsync(session, header.Phone, plate, cancellationToken);
        var (result, why) = device switch
        {
            null => (NoSuchTerminal, "unknown_terminal"),
            { Enabled: false } => (NoSuchTerminal, "disabled"),
            _ when device.Text(TerminalIdAttribute) is { Length: > 0 } pinned && pinned != Field.Text(fields["terminalId"]) => (OtherTerminal, "another_terminal_id"),
            _ => (Registered, "registered"),
        };
        var code = result == Registered ? registry.TerminalCodeOf(device!.Id) : null;
        session.Send(MessageIds.RegistrationAnswer, [(byte)(header.Serial >> 8), (byte)header.Serial, result, .. Encoding.ASCII.GetBytes(code ?? "")]);
        if (result != Registered)
        {
            Refuse(session, device?.Id ?? header.Phone, why);
        }
        else
        {
            logger.LogInformation("Terminal {Phone} ({Plate}) registered as {Device}", header.Phone, plate, device!.Id);
        }
    }

    /// <summary>Answers an authentication.</summary>
    public void Authenticate(TerminalSession session, FrameHeader header, ReadOnlySpan<byte> body)
    {
        var device = numbers.Find(header.Phone);
        var code = Encoding.UTF8.GetBytes(Field.Text(MessageBody.Read(header.MessageId, header.Version, body).Fields["code"]).Trim());
        if (device is null || !Matches(device.Id, code))
        {
            session.Answer(header.Serial, header.MessageId, 1);
            Refuse(session, device?.Id ?? header.Phone, device is null ? "unknown_terminal" : "wrong_code");
        }
        else if (!device.Enabled)
        {
            session.Answer(header.Serial, header.MessageId, 1);
            Refuse(session, device.Id, "disabled");
        }
        else if (!sessions.TryStart(session, device))
        {
            session.Answer(header.Serial, header.MessageId, 1);
            session.Refusals++;
            session.Link.Close("two_terminals");
        }
        else
        {
            session.Answer(header.Serial, header.MessageId, 0);
        }
    }

    /// <summary>Some terminals of 2019 write the length before the code and nothing after it.</summary>
    private bool Matches(string device, ReadOnlySpan<byte> code) =>
        registry.TerminalCodeMatches(device, code) || (code.Length > 1 && code[0] == code.Length - 1 && registry.TerminalCodeMatches(device, code[1..]));

    /// <summary>An unknown terminal asks to be let in; null while nobody has said yes.</summary>
    private async ValueTask<Device?> AskAsync(TerminalSession session, string phone, string plate, CancellationToken cancellationToken)
    {
        if (options.Jt808.ProvisioningKey is not { } key)
        {
            return null;
        }

        try
        {
            var name = string.IsNullOrWhiteSpace(plate) || plate.Any(char.IsControl) ? null : plate;
            var answer = await provisioning.AskAsync(new ProvisionCall(key, Bcd.Significant(phone), name, null, null, session.Link.Address, KeepsSecret: false), cancellationToken);
            return answer.DeviceId is { } device ? registry.Find(device) : null;
        }
        catch (Exception refused) when (refused is ProvisionRefusedException or DeviceRefusedException)
        {
            logger.LogInformation("Terminal {Phone} may not ask to be let in: {Why}", phone, refused.Message);
            return null;
        }
    }

    private void Refuse(TerminalSession session, string device, string why)
    {
        metrics.Refused(why);
        sessions.Log(device, session, ConnectionEventKind.Refused, why);
        if (++session.Refusals >= options.Jt808.MaxRefusals)
        {
            session.Link.Close("too_many_refusals");
        }
    }
}
