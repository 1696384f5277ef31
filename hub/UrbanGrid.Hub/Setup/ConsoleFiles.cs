using Microsoft.Extensions.FileProviders;

namespace UrbanGrid.Hub.Setup;

/// <summary>Serves the console that the build put beside the hub.</summary>
public static class ConsoleFiles
{
    private const string Assets = "/assets";

    /// <summary>Where the build puts it.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>Files by name; every other address that is neither a file nor an interface is a page of the console,
    /// which sorts it out itself.</summary>
    public static void MapConsole(this WebApplication app)
    {
        if (!File.Exists(Path.Combine(Folder, "index.html")))
        {
            app.MapGet("/", () => Results.Text("The UrbanGrid hub is running. The console was not built; the interface is described at /openapi/v1.json."))
                .ExcludeFromDescription().AllowAnonymous();
            return;
        }

        var files = new PhysicalFileProvider(Folder);
        var served = new StaticFileOptions { FileProvider = files, OnPrepareResponse = context => Cache(context.Context) };
        app.UseStaticFiles(served);
        app.MapFallbackToFile("index.html", served).AllowAnonymous();
        app.MapFallback("{part:regex(^(api|openapi|mqtt|metrics|healthz)$)}/{**rest}", () => Results.NotFound()).AllowAnonymous();
    }

    /// <summary>Files below /assets carry their hash in the name and never change; the others must be asked for.</summary>
    private static void Cache(HttpContext context) => context.Response.Headers.CacheControl =
        context.Request.Path.StartsWithSegments(Assets, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
}
