using UrbanGrid.Ingest.Jt808.Layouts;

namespace UrbanGrid.Ingest.Jt808.Messages;

/// <summary>Body of a message in one edition of the standard.</summary>
/// <param name="Version">The edition.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Fits">
/// Whether a body can be of this edition by its length and form; null where nothing but the header tells. Terminals send
/// bodies of one edition in frames of another.
/// </param>
internal sealed record BodyLayout(Jt808Version Version, Field[] Fields, BodyFits? Fits = null);

/// <summary>Whether a body can be of an edition.</summary>
internal delegate bool BodyFits(ReadOnlySpan<byte> body);

/// <summary>A message of the standard.</summary>
/// <param name="Id">Its id (消息ID).</param>
/// <param name="Names">What it is called.</param>
/// <param name="Bodies">Its body, by edition, the oldest first; one where they do not differ.</param>
internal sealed record MessageLayout(ushort Id, TwoNames Names, params BodyLayout[] Bodies)
{
    /// <summary>The highest bit of an id: the platform sends it.</summary>
    private const int DownBit = 0x8000;

    /// <summary>Whether the platform sends it to the terminal.</summary>
    public bool IsDown => (Id & DownBit) != 0;

    /// <summary>The body of an edition: of that edition, or of the newest before it.</summary>
    public BodyLayout Of(Jt808Version version) => Bodies.LastOrDefault(b => b.Version <= version) ?? Bodies[0];

    /// <summary>The body as it was sent: the header's edition unless the form fits another one only.</summary>
    public BodyLayout Of(Jt808Version version, ReadOnlySpan<byte> body)
    {
        var said = Of(version);
        if (said.Fits is null || said.Fits(body))
        {
            return said;
        }

        foreach (var other in Bodies)
        {
            if (other.Fits?.Invoke(body) == true)
            {
                return other;
            }
        }

        return said;
    }

    /// <summary>A message whose body is the same in every edition.</summary>
    public static MessageLayout Same(ushort id, string zh, string en, params Field[] fields) =>
        new(id, new TwoNames(zh, en), new BodyLayout(Jt808Version.V2011, fields));

    /// <summary>A message whose body changed in 2019, in a way only the header tells.</summary>
    public static MessageLayout New2019(ushort id, string zh, string en, Field[] before, Field[] since) =>
        new(id, new TwoNames(zh, en), new BodyLayout(Jt808Version.V2011, before), new BodyLayout(Jt808Version.V2019, since));
}
