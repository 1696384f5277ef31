namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Ids the gateway itself acts on; <see cref="MessageTable"/> has them all.</summary>
internal static class MessageIds
{
    public const ushort TerminalAnswer = 0x0001;
    public const ushort Heartbeat = 0x0002;
    public const ushort LogOut = 0x0003;
    public const ushort AskTime = 0x0004;
    public const ushort Registration = 0x0100;
    public const ushort Authentication = 0x0102;
    public const ushort ParameterAnswer = 0x0104;
    public const ushort PropertyAnswer = 0x0107;
    public const ushort Position = 0x0200;
    public const ushort PositionAnswer = 0x0201;
    public const ushort ControlAnswer = 0x0500;
    public const ushort Batch = 0x0704;
    public const ushort Picture = 0x0801;
    public const ushort PictureSearchAnswer = 0x0802;
    public const ushort PhotoAnswer = 0x0805;

    public const ushort PlatformAnswer = 0x8001;
    public const ushort MissingParts = 0x8003;
    public const ushort TimeAnswer = 0x8004;
    public const ushort RegistrationAnswer = 0x8100;
    public const ushort SetParameters = 0x8103;
    public const ushort AskParameters = 0x8104;
    public const ushort Control = 0x8105;
    public const ushort AskSomeParameters = 0x8106;
    public const ushort AskProperties = 0x8107;
    public const ushort AskPosition = 0x8201;
    public const ushort Track = 0x8202;
    public const ushort ConfirmAlarm = 0x8203;
    public const ushort Text = 0x8300;
    public const ushort PictureAnswer = 0x8800;
    public const ushort Photo = 0x8801;
    public const ushort PassThrough = 0x8900;
}
