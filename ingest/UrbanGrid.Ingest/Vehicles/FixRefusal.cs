namespace UrbanGrid.Ingest.Vehicles;

/// <summary>Why the chain left a fix out. It is stored all the same.</summary>
internal enum FixRefusal
{
    /// <summary>It was not left out.</summary>
    None,
    /// <summary>The receiver had no fix (未定位).</summary>
    NoFix,
    /// <summary>A fix of the same moment was judged already.</summary>
    Repeated,
    /// <summary>A newer fix was judged already; its day is worked out once more.</summary>
    Outdated,
    /// <summary>Too few satellites, or too poor a geometry.</summary>
    Inaccurate,
    /// <summary>The vehicle cannot have driven there in that time.</summary>
    Jump,
}

/// <summary>What a refusal is called in counters.</summary>
internal static class FixRefusalText
{
    private static readonly string[] Codes = ["none", "no_fix", "repeated", "outdated", "inaccurate", "jump"];

    public static int Count => Codes.Length;

    public static string Code(int refusal) => Codes[refusal];
}
