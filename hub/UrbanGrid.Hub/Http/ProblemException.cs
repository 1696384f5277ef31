using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Http;

/// <summary>A refusal that reaches the caller as RFC 9457 problem details.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Refuses with a code of <c>problems.json</c>.</summary>
    public ProblemException(string code, params object?[] arguments)
        : base(code)
    {
        Code = code;
        Arguments = arguments;
    }

    /// <summary>Stable code.</summary>
    public string Code { get; }

    /// <summary>What fills the blanks of the detail; a <see cref="LocalText"/> is put in the reader's language.</summary>
    public IReadOnlyList<object?> Arguments { get; }

    /// <summary>Takes the place of the table's detail, where the part that refused knows better.</summary>
    public LocalText? Detail { get; init; }

    /// <summary>Further members of the answer.</summary>
    public Dictionary<string, object?> Extensions { get; } = [];

    /// <summary>Seconds for Retry-After, if waiting helps.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Adds a member to the answer.</summary>
    public ProblemException With(string name, object? value)
    {
        Extensions[name] = value;
        return this;
    }

    /// <summary>404 for a thing of a kind.</summary>
    public static ProblemException NotFound(string kind, object id) => new("not_found", kind, id);
}
