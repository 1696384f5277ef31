using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace UrbanGrid.Ingest.Mirror;

/// <summary><c>POST /api/v2/write</c> of InfluxDB v2, compressed; what each answer means for the sender.</summary>
internal sealed partial class InfluxClient : IDisposable
{
    private const int MaxWords = 300;
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly MirrorOptions _options;
    private readonly TimeProvider _time;

    public InfluxClient(MirrorOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(60),
        };
        if (options.Token is { Length: > 0 } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", token);
        }

        _address = new Uri(
            options.Url.ToString().TrimEnd('/') + $"/api/v2/write?org={Uri.EscapeDataString(options.Organisation)}&bucket={Uri.EscapeDataString(options.Bucket)}&precision=ms");
    }

    public async Task<MirrorAnswer> SendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        try
        {
            using var content = Compress(lines);
            using var answer = await _http.PostAsync(_address, content, cancellationToken);
            return answer.IsSuccessStatusCode ? new MirrorAnswer(MirrorStep.Next) : await ReadAsync(answer, cancellationToken);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException || (problem is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new MirrorAnswer(MirrorStep.Wait, $"The mirror {_options} does not answer: {problem.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<MirrorAnswer> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var words = await answer.Content.ReadAsStringAsync(cancellationToken);
        var problem = string.Create(
            CultureInfo.InvariantCulture, $"The mirror {_options} answers {(int)answer.StatusCode}: {words[..Math.Min(words.Length, MaxWords)].Trim()}");
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new MirrorAnswer(MirrorStep.Refused, problem + " Check the token of the mirror and its right to write to the bucket."),
            HttpStatusCode.NotFound => new MirrorAnswer(MirrorStep.Refused, problem + " Check address, organisation and bucket of the mirror."),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity when DroppedCount().Match(words) is { Success: true } dropped =>
                new MirrorAnswer(MirrorStep.NextWithLoss, problem, Lost: int.Parse(dropped.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.RequestEntityTooLarge => new MirrorAnswer(MirrorStep.Halve, problem),
            _ => new MirrorAnswer(MirrorStep.Wait, problem, After(answer.Headers.RetryAfter)),
        };
    }

    private TimeSpan? After(RetryConditionHeaderValue? asked) =>
        asked?.Delta ?? (asked?.Date is { } date && date > _time.GetUtcNow() ? date - _time.GetUtcNow() : null);

    private static ByteArrayContent Compress(ReadOnlyMemory<byte> lines)
    {
        using var packed = new MemoryStream(lines.Length / 4);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(lines.Span);
        }

        var content = new ByteArrayContent(packed.GetBuffer(), 0, (int)packed.Length);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    /// <summary>A partial write says how many points it left out: <c>partial write: … dropped=3</c>.</summary>
    [GeneratedRegex(@"partial write.*dropped=(\d{1,9})", RegexOptions.Singleline)]
    private static partial Regex DroppedCount();
}
