namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>Kinds of files terminals send (多媒体格式编码), JT/T 808-2019 table 80.</summary>
internal static class MediumFormats
{
    private static readonly string[] Extensions = ["jpg", "tif", "mp3", "wav", "wmv"];

    public static string ExtensionOf(byte format) => format < Extensions.Length ? Extensions[format] : "bin";
}
