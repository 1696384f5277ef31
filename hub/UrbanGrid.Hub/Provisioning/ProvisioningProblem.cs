using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Provisioning;

namespace UrbanGrid.Hub.Provisioning;

/// <summary>Refusals of provisioning as problems of the interface.</summary>
internal static class ProvisioningProblem
{
    /// <summary>Acts, and tells a refusal as a problem.</summary>
    public static async Task<T> ReadAsync<T>(Func<Task<T>> act)
    {
        try
        {
            return await act();
        }
        catch (ProvisionRefusedException refused)
        {
            throw new ProblemException(CodeOf(refused.Refusal)) { RetryAfterSeconds = refused.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null };
        }
    }

    private static string CodeOf(ProvisionRefusal refusal) => refusal switch
    {
        ProvisionRefusal.KeyNotValid => "provision_key_not_valid",
        ProvisionRefusal.TooMany => "provision_too_often",
        ProvisionRefusal.Full => "provision_full",
        ProvisionRefusal.Known => "provision_known",
        ProvisionRefusal.BadInput => "provision_bad_input",
        ProvisionRefusal.NoSuchRequest => "provision_no_request",
        _ => "provision_decided",
    };
}
