namespace UrbanGrid.Ingest.Provisioning;

/// <summary>Why a device, or an administrator, is turned away.</summary>
public enum ProvisionRefusal
{
    /// <summary>The key is wrong, expired, used up or withdrawn; a device is not told which.</summary>
    KeyNotValid,
    /// <summary>Too many attempts from one address.</summary>
    TooMany,
    /// <summary>Too many requests wait already.</summary>
    Full,
    /// <summary>A device of that serial number is registered.</summary>
    Known,
    /// <summary>Serial number, name or place cannot be used.</summary>
    BadInput,
    /// <summary>There is no such request, or the secret is wrong.</summary>
    NoSuchRequest,
    /// <summary>The request is decided already.</summary>
    Decided,
}

/// <summary>A request for provisioning is refused.</summary>
public sealed class ProvisionRefusedException(ProvisionRefusal refusal, string message, TimeSpan? retryAfter = null) : Exception(message)
{
    /// <summary>Why.</summary>
    public ProvisionRefusal Refusal { get; } = refusal;

    /// <summary>When trying again can help; null if waiting does not.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
