using System.Text.RegularExpressions;

namespace UrbanGrid.EdgeAgent.Capture;

/// <summary>Keeps passwords of camera addresses out of logs and events.</summary>
public static partial class Secrets
{
    /// <summary>The text with <c>user:password@</c> of any address replaced.</summary>
    public static string Hide(string text) => UserInfo().Replace(text, "$1***@");

    [GeneratedRegex("([a-zA-Z][a-zA-Z0-9+.-]*://)[^/\\s]+@")]
    private static partial Regex UserInfo();
}
