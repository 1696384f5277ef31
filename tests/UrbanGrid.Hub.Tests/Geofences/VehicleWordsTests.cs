using System.Reflection;
using UrbanGrid.Hub.Http;
using UrbanGrid.Ingest.Vehicles.Geofences;
using UrbanGrid.Ingest.Vehicles.Rules;

namespace UrbanGrid.Hub.Tests.Geofences;

/// <summary>Every key that people meet has a name in both languages.</summary>
public sealed class VehicleWordsTests
{
    [Theory]
    [InlineData(typeof(VehicleRuleKey), "rule")]
    [InlineData(typeof(VehicleEventKind), "vehicle_event")]
    [InlineData(typeof(GeofenceKind), "geofence_kind")]
    public void Every_key_has_a_name(Type keys, string group) => Assert.All(
        keys.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
        key =>
        {
            Assert.True(Label.Has(group, key), $"labels.json names no {group} '{key}'");
            Assert.All([Label.Of(group, key).Name.Zh, Label.Of(group, key).Name.En], name => Assert.False(string.IsNullOrWhiteSpace(name)));
        });
}
