using System.Globalization;

namespace UrbanGrid.Ingest.Brokers;

/// <summary>
/// The name under which this hub is known to a broker, kept beside its data: a hub that comes back under another name would
/// leave behind what the broker keeps for it.
/// </summary>
internal static class BrokerClientId
{
    private const string FileName = "broker-client-id";

    /// <summary>The name in the folder; made when it is first asked for.</summary>
    public static string In(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } known)
        {
            return known;
        }

        var made = "urbangrid-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        File.WriteAllText(path, made);
        return made;
    }
}
