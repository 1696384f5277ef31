using System.Globalization;
using System.Text;
using UrbanGrid.Ingest.OsmAnd;

namespace UrbanGrid.Hub.Vehicles.OsmAnd;

/// <summary>
/// <c>GET|POST /osmand</c>: positions of phones, as OsmAnd and Traccar Client send them. There is no session: the device's token
/// is the credential, as <c>token=</c>, as HTTP basic password or as bearer token.
/// </summary>
public static class OsmAndEndpoints
{
    private const int MaxBody = 64 * 1024;
    private static readonly string[] Methods = ["GET", "POST"];

    private const string Unauthorized =
        "设备编号或令牌不正确。请在网址中加上 token=设备令牌，或用 HTTP Basic（用户名为设备编号，密码为令牌）。\n"
        + "The device id or its token is wrong. Add token=TOKEN to the address, or use HTTP basic with the device id as user and the token as password.\n";

    private const string NoPlace = "缺少 lat、lon，或不是数字。\nlat and lon are missing, or are no numbers.\n";

    private const string NoTime = "timestamp 应为秒、毫秒或 ISO 8601 时间。\ntimestamp must be seconds, milliseconds or ISO 8601.\n";

    private const string BadJson = "请求体不是有效的 JSON。\nThe body is no JSON.\n";

    /// <summary>Adds the resource.</summary>
    public static void MapOsmAnd(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/osmand", Methods, TakeAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/api/v1/osmand", Methods, TakeAsync).WithTags("vehicles").AllowAnonymous()
            .WithSummary("A position of a phone, as OsmAnd and Traccar Client send it; the device's token is the credential.");
    }

    private static async Task<IResult> TakeAsync(HttpContext context, OsmAndIntake intake, CancellationToken ct)
    {
        var fields = context.Request.Query.ToDictionary(q => q.Key, q => q.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var sent = context.Request.QueryString.Value ?? "";
        OsmAndReport? report = null;
        if (context.Request.HasFormContentType)
        {
            foreach (var (key, value) in await context.Request.ReadFormAsync(ct))
            {
                fields[key] = value.ToString();
            }
        }
        else if (context.Request.HasJsonContentType())
        {
            sent = await BodyAsync(context.Request, ct);
            if (!OsmAndJson.TryRead(sent, fields, out report))
            {
                return Results.Text(BadJson, statusCode: StatusCodes.Status400BadRequest);
            }
        }

        var (id, token) = CredentialsOf(context.Request, fields);
        if (token is null || intake.Admit(id, token) is not { } device)
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"UrbanGrid\"";
            return Results.Text(Unauthorized, statusCode: StatusCodes.Status401Unauthorized);
        }

        report ??= OfFields(fields);
        if (fields.TryGetValue("timestamp", out var time) && report.Timestamp is null && time.Length > 0)
        {
            return Results.Text(NoTime, statusCode: StatusCodes.Status400BadRequest);
        }

        if (report.Lat is null || report.Lon is null)
        {
            return Results.Text(NoPlace, statusCode: StatusCodes.Status400BadRequest);
        }

        // The token must not be kept with what was sent.
        await intake.TakeAsync(device, report, Encoding.UTF8.GetBytes(sent.Replace(token, "…", StringComparison.Ordinal)), ct);
        return Results.Ok();
    }

    private static async Task<string> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        var buffer = new byte[MaxBody];
        var read = await request.Body.ReadAtLeastAsync(buffer, MaxBody, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static (string? Id, string? Token) CredentialsOf(HttpRequest request, Dictionary<string, string> fields)
    {
        var id = fields.GetValueOrDefault("id") ?? fields.GetValueOrDefault("deviceid");
        var header = request.Headers.Authorization.ToString();
        if (fields.GetValueOrDefault("token") is { Length: > 0 } token)
        {
            return (id, token);
        }

        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return (id, header["Bearer ".Length..].Trim());
        }

        if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            var bytes = new byte[header.Length];
            var pair = Convert.TryFromBase64String(header["Basic ".Length..].Trim(), bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            return colon < 0 ? (id, null) : (id ?? pair[..colon], pair[(colon + 1)..]);
        }

        return (id, null);
    }

    private static OsmAndReport OfFields(Dictionary<string, string> fields)
    {
        var place = (fields.GetValueOrDefault("location") ?? "").Split(',');
        return new OsmAndReport
        {
            Timestamp = fields.TryGetValue("timestamp", out var time) ? OsmAndReport.TimeOf(time) : null,
            Lat = Number("lat") ?? (place.Length == 2 ? Parse(place[0]) : null),
            Lon = Number("lon") ?? (place.Length == 2 ? Parse(place[1]) : null),
            Speed = Number("speed"),
            Bearing = Number("bearing") ?? Number("heading"),
            Altitude = Number("altitude"),
            Battery = Number("batt"),
            Hdop = Number("hdop"),
            Accuracy = Number("accuracy"),
            Valid = fields.GetValueOrDefault("valid") is { } valid ? valid is "1" or "true" : null,
        };

        double? Number(string name) => fields.TryGetValue(name, out var text) ? Parse(text) : null;
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
