using System.Globalization;
using UrbanGrid.Hub.Evidence;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Replay;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Jt808.Video;

namespace UrbanGrid.Hub.Vehicles.Video;

/// <summary><c>GET /vehicles/{id}/video.jpg?channel=1</c>: what a camera of the vehicle sees now (JT/T 1078).</summary>
public static class VehicleVideoEndpoints
{
    private const int MaxChannel = 127;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Adds the resource.</summary>
    public static void MapVehicleVideo(this IEndpointRouteBuilder api) => api.MapGet("/vehicles/{id}/video.jpg", PictureAsync).WithTags("vehicles");

    private static async Task<IResult> PictureAsync(string id, int? channel, DeviceRegistry registry, VideoOrders orders, TimeProvider time, HttpResponse response, CancellationToken ct)
    {
        _ = registry.Find(id) ?? throw ProblemException.NotFound("vehicle", id);
        if (channel is < 1 or > MaxChannel)
        {
            throw new ProblemException("invalid_value", "channel", $"1..{MaxChannel}");
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            var frame = await orders.AskAsync(id, channel ?? 1, end.Token) ?? throw ProblemException.NotFound("terminal", id);
            response.Headers.CacheControl = "no-store";
            return Results.Bytes(await JpegAsync(frame, end.Token), MediaType.Jpeg);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw ProblemException.NotFound("picture", string.Create(CultureInfo.InvariantCulture, $"{id}/{channel ?? 1}"));
        }
    }

    private static async Task<byte[]> JpegAsync(VideoFrame frame, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("urbangrid-video-");
        try
        {
            var (video, picture) = (Path.Combine(folder.FullName, $"frame.{frame.Encoding}"), Path.Combine(folder.FullName, "frame.jpg"));
            await File.WriteAllBytesAsync(video, frame.Bytes, ct);
            var (exitCode, _, complaints) = await VideoProgram.RunAsync("ffmpeg", [.. VideoProgram.Careful, "-f", frame.Encoding, "-i", video, "-frames:v", "1", "-y", picture], null, ct);
            return exitCode == 0 && File.Exists(picture) ? await File.ReadAllBytesAsync(picture, ct) : throw new InvalidDataException($"The frame cannot be decoded: {complaints}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
