using System.Diagnostics;
using System.Text.Json;
using UrbanGrid.Casework;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Evaluation.Schemes;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Register;
using UrbanGrid.Hub.Store;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Storage;
using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Hub.Http;

/// <summary>Turns every refusal, also those of the parts below, and every surprise into problem details.</summary>
public sealed class ProblemHandler(RequestDelegate next, ILogger<ProblemHandler> logger)
{
    private const int RetryAfterSeconds = 5;

    /// <summary>Goes on, and answers what is thrown.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await ProblemAnswer.WriteAsync(context, Read(e) ?? Surprise(context, e));
        }
    }

    private ProblemException Surprise(HttpContext context, Exception e)
    {
        var id = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        logger.LogError(e, "{Method} {Path} failed, {Id}.", context.Request.Method, context.Request.Path, id);
        return new ProblemException("unexpected", id);
    }

    private static string CodeOf(CatalogueRefusal refusal) => refusal switch
    {
        CatalogueRefusal.Missing => "catalogue_missing",
        CatalogueRefusal.Immutable => "catalogue_immutable",
        CatalogueRefusal.Changed => "catalogue_changed",
        CatalogueRefusal.InUse => "catalogue_in_use",
        _ => "invalid_input",
    };

    private static string CodeOf(GeofenceRefusal refusal) => refusal switch
    {
        GeofenceRefusal.Missing => "not_found",
        GeofenceRefusal.Changed => "geofence_changed",
        _ => "invalid_input",
    };

    private static ProblemException? Read(Exception e) => e switch
    {
        ProblemException problem => problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new ProblemException("body_too_large"),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => new ProblemException("unsupported_media"),
        BadHttpRequestException { InnerException: JsonException json } => new ProblemException("bad_request", json.Message),
        BadHttpRequestException bad => new ProblemException("bad_request", bad.Message),
        InvalidDataException { Message: var message } => new ProblemException("bad_request", message),
        CaseActionRefusedException refused => new ProblemException(ProblemText.Has(refused.Code) ? refused.Code : "wrong_state") { Detail = refused.Text }
            .With("allowed", refused.AllowedActions),
        CaseChangedException changed => new ProblemException("case_changed") { Detail = changed.Text }.With("version", changed.CurrentVersion),
        SchemeChangedException => new ProblemException("scheme_changed"),
        CatalogueRefusedException refused => new ProblemException(CodeOf(refused.Refusal)) { Detail = refused.Text }.With("uses", refused.Uses),
        CityChangedException => new ProblemException("city_changed"),
        CaseNotFoundException missing => new ProblemException("not_found", "", "") { Detail = missing.Text },
        CaseInputException input => new ProblemException("invalid_input") { Detail = input.Text },
        TelemetryUnavailableException => new ProblemException("telemetry_unavailable"),
        DeviceRefusedException refused => new ProblemException("invalid_input") { Detail = new LocalText(refused.Message, refused.Message) },
        GeofenceRefusedException refused => new ProblemException(CodeOf(refused.Refusal)) { Detail = new LocalText(refused.Text.Zh, refused.Text.En) },
        _ when DatabaseTrouble.IsPassing(e) => new ProblemException("database_unavailable") { RetryAfterSeconds = RetryAfterSeconds },
        _ => null,
    };
}
