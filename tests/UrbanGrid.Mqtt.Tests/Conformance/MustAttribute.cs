namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>
/// The normative statements a test holds the server to, e.g. <c>3.1.1:MQTT-3.1.0-2</c> or <c>5:MQTT-3.1.0-2</c>: the numbers
/// of the two versions differ. The rows of a theory may name theirs as their first argument instead, separated by blanks.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MustAttribute(params string[] statements) : Attribute
{
    public IReadOnlyList<string> Statements { get; } = statements;
}
