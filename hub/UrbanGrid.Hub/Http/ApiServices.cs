namespace UrbanGrid.Hub.Http;

/// <summary>What all resources of the REST interface share.</summary>
public static class ApiServices
{
    /// <summary>Where they live.</summary>
    public const string Prefix = "/api/v1";

    /// <summary>Adds JSON style, OpenAPI description and problem answers.</summary>
    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "UrbanGrid hub";
            document.Info.Version = "v1";
            document.Info.Description = "Times are Unix milliseconds, places WGS-84. Errors are RFC 9457 problem details with a stable 'code'.";
            return Task.CompletedTask;
        }));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>The root of the resources; an address below it that does not exist answers with a problem too.</summary>
    public static RouteGroupBuilder MapApi(this WebApplication app)
    {
        app.UseStatusCodePages(async context =>
        {
            var code = context.HttpContext.Response.StatusCode switch
            {
                StatusCodes.Status404NotFound => "no_such_address",
                StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
                StatusCodes.Status415UnsupportedMediaType => "unsupported_media",
                _ => null,
            };
            if (code is not null && context.HttpContext.Request.Path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                await ProblemAnswer.WriteAsync(context.HttpContext, code);
            }
        });
        return app.MapGroup(Prefix);
    }
}
