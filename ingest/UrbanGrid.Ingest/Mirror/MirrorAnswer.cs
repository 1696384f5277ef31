namespace UrbanGrid.Ingest.Mirror;

/// <summary>What has to be done after a request.</summary>
internal enum MirrorStep
{
    /// <summary>It is written.</summary>
    Next,
    /// <summary>It is written but for some lines, which the server will never take.</summary>
    NextWithLoss,
    /// <summary>Too much, or a line in it that cannot be read: try with fewer lines.</summary>
    Halve,
    /// <summary>Not now: try again.</summary>
    Wait,
    /// <summary>The settings are wrong: say so, and look now and then whether they have been changed.</summary>
    Refused,
}

/// <summary>Answer of the mirror.</summary>
/// <param name="Step">What to do.</param>
/// <param name="Problem">What it said.</param>
/// <param name="After">How long it asks to be left alone.</param>
/// <param name="Lost">Lines it did not take.</param>
internal sealed record MirrorAnswer(MirrorStep Step, string? Problem = null, TimeSpan? After = null, int Lost = 0);
