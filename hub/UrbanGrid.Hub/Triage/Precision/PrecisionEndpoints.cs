using UrbanGrid.Casework;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Triage.Precision;

/// <summary><c>/triage/precision</c>: how often alarms were right.</summary>
public static class PrecisionEndpoints
{
    /// <summary>Adds the resource; who decides may see it, and who answers for it.</summary>
    public static void MapPrecision(this IEndpointRouteBuilder api) =>
        api.MapGet("/triage/precision", ReadAsync).WithTags("triage")
            .RequireRole(RoleKey.Admin, RoleKey.Acceptor, RoleKey.ShiftLeader, RoleKey.Evaluator, RoleKey.Leader);

    private static async Task<PrecisionView> ReadAsync(
        PrecisionBoard board, IncidentDescriber describer, DeviceDirectory devices, CancellationToken ct)
    {
        var report = await board.ReportAsync(ct);
        return new PrecisionView(
            [.. report.Categories.Select(c => new CategoryPrecisionView(describer.CategoryOf(c.Category), Named(c.Figures)))],
            [.. report.Devices.Select(d => new DevicePrecisionView(
                d.DeviceId, devices.NameOf(d.DeviceId), devices.RuleOf(d.DeviceId, d.Rule), Named(d.Figures)))]);
    }

    private static PrecisionFiguresView Named(PrecisionFigures f) => new(
        f.Confirmed, f.Of, f.Share, f.AtLeast, f.Course,
        [.. f.Rejections.Select(r => new RejectionView(Label.Of("reject_reason", r.Reason), r.Count))], f.LastAt);
}

/// <summary>Answer of <c>GET /triage/precision</c>.</summary>
public sealed record PrecisionView(IReadOnlyList<CategoryPrecisionView> Categories, IReadOnlyList<DevicePrecisionView> Devices);

/// <summary>Precision of a category, for people.</summary>
public sealed record CategoryPrecisionView(CategoryView Category, PrecisionFiguresView Figures);

/// <summary>Precision of a device under a rule, for people.</summary>
public sealed record DevicePrecisionView(string DeviceId, LocalText DeviceName, Named Rule, PrecisionFiguresView Figures);

/// <summary>See <see cref="PrecisionFigures"/>.</summary>
public sealed record PrecisionFiguresView(
    int Confirmed, int Of, double Share, double AtLeast, IReadOnlyList<double> Course, IReadOnlyList<RejectionView> Rejections, long? LastAt);

/// <summary>How often a reason was given.</summary>
public sealed record RejectionView(Named Reason, int Count);
