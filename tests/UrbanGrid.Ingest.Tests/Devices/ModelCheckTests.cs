using System.Text.Json;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Tests.Devices;

public sealed class ModelCheckTests
{
    [Fact]
    public void Every_built_in_model_passes()
    {
        Assert.All(DeviceModels.Load(null).Entries, e => Assert.Empty(ModelCheck.Run(e.Document)));
    }

    [Fact]
    public void All_faults_of_a_shape_are_told_at_once_with_their_paths()
    {
        var faults = Faults("""{"key":"x","name":{"zh":"x"},"color":"red","reportPeriodS":"5","access":"king","metrics":[{"key":"a","name":{"zh":"a","en":"a"},"kind":1}],"rules":{}}""");
        Assert.Equal(
            ["$.access", "$.color", "$.metrics[0].kind", "$.name.en", "$.reportPeriodS", "$.rules"],
            faults.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.All(faults, f => Assert.True(f.Message.Zh.Length > 0 && f.Message.En.Length > 0 && f.Message.Zh != f.Message.En));
    }

    [Theory]
    [InlineData("""{"metrics":[{"key":"t","name":{"zh":"t","en":"t"}}]}""", "$.metrics[0].unit")]
    [InlineData("""{"metrics":[{"key":"t","name":{"zh":"t","en":"t"},"unit":"m","min":5,"max":1}]}""", "$.metrics[0].min")]
    [InlineData("""{"metrics":[{"key":"t","name":{"zh":"t","en":"t"},"unit":"m"},{"key":"t","name":{"zh":"t","en":"t"},"unit":"m"}]}""", "$.metrics[1].key")]
    [InlineData("""{"rules":[{"key":"r","name":{"zh":"r","en":"r"},"when":[{"metric":"nope","is":"above","limit":1}]}]}""", "$.rules[0].when[0].metric")]
    [InlineData("""{"metrics":[{"key":"t","name":{"zh":"t","en":"t"},"unit":"m","max":5}],"rules":[{"key":"r","name":{"zh":"r","en":"r"},"when":[{"metric":"t","is":"above","limit":9}]}]}""", "$.rules[0].when[0].limit")]
    [InlineData("""{"health":{"suspectS":600,"offlineS":60}}""", "$.health.offlineS")]
    [InlineData("""{"rateLimit":{"messagesPerSecond":0}}""", "$.rateLimit.messagesPerSecond")]
    [InlineData("""{"mapping":{"values":[{"metric":"t","path":"$.a["}]}}""", "$.mapping.values[0].path")]
    [InlineData("""{"mapping":{"topics":["#"],"values":[{"metric":"t","path":"$.a"}]}}""", "$.mapping.topics[0]")]
    [InlineData("""{"mapping":{"topics":["urbangrid/v1/x"],"values":[{"metric":"t","path":"$.a"}]}}""", "$.mapping.topics[0]")]
    [InlineData("""{"mapping":{"ts":{"path":"$.t","unit":"minutes"},"values":[{"metric":"t","path":"$.a"}]}}""", "$.mapping.ts.unit")]
    [InlineData("""{"mapping":{}}""", "$.mapping.values")]
    [InlineData("""{"key":"Big Key"}""", "$.key")]
    public void What_a_model_cannot_mean_is_found_where_it_stands(string part, string path)
    {
        var document = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("""{"key":"x","name":{"zh":"甲","en":"X"}}""")!;
        foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(part)!)
        {
            document[key] = value;
        }

        Assert.Equal([path], Faults(JsonSerializer.Serialize(document)).Select(f => f.Path));
    }

    private static IReadOnlyList<ModelFault> Faults(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ModelCheck.Run(document.RootElement);
    }
}
