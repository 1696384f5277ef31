using System.Reflection;
using Xunit.Sdk;

namespace UrbanGrid.Mqtt.Tests.Conformance;

/// <summary>Runs a theory with 3.1.1 and with 5.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BothVersionsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[MqttVersion.V311], [MqttVersion.V5]];
}
