namespace UrbanGrid.Ingest.Jt808.Layouts;

/// <summary>Short names of the standard's data types (数据类型, JT/T 808-2019 table 1), so that a layout reads like its table.</summary>
internal static class Shapes
{
    public static Field Byte(string name, string unit = "", decimal scale = 1) => new NumberField(name, 1, unit, scale);

    public static Field Byte(string name, CodeTable codes) => new ChoiceField(name, 1, codes);

    public static Field Byte(string name, BitTable bits) => new BitsField(name, 1, bits);

    public static Field Word(string name, string unit = "", decimal scale = 1) => new NumberField(name, 2, unit, scale);

    public static Field Word(string name, CodeTable codes) => new ChoiceField(name, 2, codes);

    public static Field Word(string name, BitTable bits) => new BitsField(name, 2, bits);

    public static Field DWord(string name, string unit = "", decimal scale = 1) => new NumberField(name, 4, unit, scale);

    public static Field DWord(string name, BitTable bits) => new BitsField(name, 4, bits);

    public static Field DWord(string name, CodeTable codes) => new ChoiceField(name, 4, codes);

    /// <summary>Degrees × 10⁶; which half of the earth is a bit of another field.</summary>
    public static Field Degrees(string name, string? signField = null, int signBit = 0) =>
        new NumberField(name, 4, "°", 0.000001m) { NegativeWhen = signField is null ? null : (signField, signBit) };

    public static Field Text(string name) => new TextField(name, Extent.Rest);

    public static Field Text(string name, int bytes) => new TextField(name, Extent.Of(bytes));

    /// <summary>A text after its length.</summary>
    public static Field TextAfter(string name, int prefix = 1) => new TextField(name, Extent.After(prefix));

    public static Field Bytes(string name) => new BytesField(name, Extent.Rest);

    public static Field Bytes(string name, int bytes) => new BytesField(name, Extent.Of(bytes));

    public static Field BytesAfter(string name, int prefix) => new BytesField(name, Extent.After(prefix));

    public static Field Digits(string name, int bytes) => new BcdField(name, bytes);

    public static Field Time(string name) => new TimeField(name);

    /// <summary>A time that may be all zeros: none is meant.</summary>
    public static Field TimeOrNone(string name) => new TimeField(name, "none");

    public static Field Count(string name, int size, string of) => new CountField(name, size, of);

    public static Field List(string name, string? countedBy, params Field[] item) => new ListField(name, countedBy, item);

    public static Field Numbers(string name, int size, string? countedBy = null) => new NumbersField(name, size, countedBy);

    public static Field WhenBit(string field, int bit, params Field[] fields) => new WhenField(o => Field.HasBit(o[field], bit), fields);

    public static Field Optional(string first, params Field[] fields) => new OptionalField(first, fields);
}
