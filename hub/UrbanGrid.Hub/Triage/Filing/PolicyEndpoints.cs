using UrbanGrid.Casework;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Hub.Cases;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Identity;

namespace UrbanGrid.Hub.Triage.Filing;

/// <summary><c>/triage/policies</c>: automatic filing, for administrators.</summary>
public static class PolicyEndpoints
{
    private const int FewestVerdicts = 30;

    /// <summary>Adds the resource.</summary>
    public static void MapFilingPolicies(this IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/triage/policies").WithTags("triage");
        policies.MapGet("", ListAsync).RequireRole(RoleKey.Admin);
        policies.MapPut("", async (
            List<PolicyInput>? input, HttpContext context, FilingPolicies store, CaseCatalogue catalogue, IncidentDescriber describer, CancellationToken ct) =>
        {
            Check(input, catalogue);
            foreach (var one in input!)
            {
                await store.SetAsync(one, Caller.Of(context.User).DisplayName.Zh, ct);
            }

            return await ListAsync(store, describer, ct);
        }).RequireRole(RoleKey.Admin);
    }

    /// <summary>A policy for people.</summary>
    public static PolicyView Describe(FilingPolicy policy, IncidentDescriber describer) => new(
        describer.CategoryOf(policy.Category), policy.Enabled, policy.MinPrecision, policy.MinVerdicts, policy.SampleEvery,
        policy.State, policy.StateAt == 0 ? null : policy.StateAt, policy.Threshold, policy.Due,
        policy.Finding?.Measured.Confirmed ?? 0, policy.Finding?.Measured.Of ?? 0,
        (policy.Finding ?? new FilingFinding(FilingState.Off, FilingFinding.NotAllowed, null, default, default)).Tell(policy), policy.ChangedBy,
        policy.ChangedAt == 0 ? null : policy.ChangedAt);

    private static async Task<IReadOnlyList<PolicyView>> ListAsync(FilingPolicies store, IncidentDescriber describer, CancellationToken ct) =>
        [.. (await store.ListAsync(ct)).Select(p => Describe(p, describer))];

    private static void Check(List<PolicyInput>? input, CaseCatalogue catalogue)
    {
        Require(input is { Count: > 0 }, "policies", "[{ category, enabled, minPrecision, minVerdicts, sampleEvery }]");
        foreach (var one in input!)
        {
            Require(one?.Category is { } category && catalogue.FindForDevice(category) is not null, "category", "GB/T 30428.2");
            Require(one!.MinPrecision is >= 0.5 and < 1, "minPrecision", "0.5 ≤ … < 1");
            Require(one.MinVerdicts is >= FewestVerdicts and <= 1_000, "minVerdicts", $"{FewestVerdicts}..1000");
            Require(one.SampleEvery is >= 2 and <= 100, "sampleEvery", "2..100");
        }
    }

    private static void Require(bool holds, string what, string must)
    {
        if (!holds)
        {
            throw new ProblemException("invalid_value", what, must);
        }
    }
}

/// <summary>A policy as the administrator sets it; the members are those of <see cref="FilingPolicy"/>.</summary>
public sealed record PolicyInput(string Category, bool Enabled, double MinPrecision, int MinVerdicts, int SampleEvery);

/// <summary>A policy and where it stands.</summary>
public sealed record PolicyView(
    CategoryView Category, bool Enabled, double MinPrecision, int MinVerdicts, int SampleEvery, FilingState State, long? StateAt,
    double? Threshold, long Due, int MeasuredConfirmed, int MeasuredOf, LocalText Why, string? ChangedBy, long? ChangedAt);
