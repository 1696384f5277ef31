using System.Text.Json;
using UrbanGrid.Contracts;

namespace UrbanGrid.EdgeAgent.Uplink;

/// <summary>
/// An alarm as one message. The hub takes two MiB; pictures of a camera with many pixels may be more, and an alarm must not
/// get lost for a picture. Then those go first that say least.
/// </summary>
public static class DetectionJson
{
    /// <summary>Longest message, bytes: the hub's limit for a frame.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>From the one that is given up last to the one that is given up first.</summary>
    private static readonly PictureMoment[] Worth = [PictureMoment.Detection, PictureMoment.Annotated, PictureMoment.Before, PictureMoment.PutDown];

    /// <summary>Writes an alarm.</summary>
    public static byte[] Write(Alarm alarm)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(alarm, WireJson.Default.Alarm);
        while (json.Length > MaxBytes && alarm.Pictures.Count > 0)
        {
            var least = alarm.Pictures.MaxBy(p => Array.IndexOf(Worth, p.Moment));
            alarm = alarm with { Pictures = [.. alarm.Pictures.Where(p => p != least)] };
            json = JsonSerializer.SerializeToUtf8Bytes(alarm, WireJson.Default.Alarm);
        }

        return json;
    }
}
