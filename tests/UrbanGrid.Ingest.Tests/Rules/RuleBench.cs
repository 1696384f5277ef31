using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Rules;

namespace UrbanGrid.Ingest.Tests.Rules;

/// <summary>A device and its rules without anything around them.</summary>
internal static class RuleBench
{
    public static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly DeviceModels Models = DeviceModels.Load(null);

    public static DeviceState Device(string model, string attributes = "{}", string id = "d") => Device(Models.Find(model)!, attributes, id);

    public static DeviceState Device(DeviceModel model, string attributes = "{}", string id = "d") => new(Registered(model.Key, attributes, id), model, City);

    public static Device Registered(string model, string attributes = "{}", string id = "d") => new()
    {
        Id = id,
        Model = model,
        Name = new LocalName("设备", "device"),
        Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(attributes)!,
    };

    /// <summary>A model with the metrics <c>x</c> and <c>y</c> and rules written as in a model file.</summary>
    public static DeviceModel Model(params string[] rules) => Read($$$"""
        {"key":"mine","name":{"zh":"我的","en":"Mine"},
        "metrics":[{"key":"x","name":{"zh":"甲","en":"X"},"unit":"m"},{"key":"y","name":{"zh":"乙","en":"Y"},"unit":""}],
        "rules":[{{{string.Join(',', rules.Select((r, i) => $$"""{"key":"r{{i}}","name":{"zh":"规则","en":"Rule"},{{r}}}"""))}}}]}
        """);

    public static DeviceModel Read(string document)
    {
        using var json = JsonDocument.Parse(document);
        Assert.Empty(ModelCheck.Run(json.RootElement));
        return json.RootElement.Deserialize<DeviceModel>(ModelJson.Options)!;
    }

    public static (DeviceState Device, RuleState Rule) Of(string model, string rule, string attributes = "{}")
    {
        var device = Device(model, attributes);
        return (device, device.Rules.States.Single(r => r.Rule.Key == rule));
    }

    /// <summary>A device of a model of one rule.</summary>
    public static (DeviceState Device, RuleState Rule) With(string rule, string attributes = "{}")
    {
        var device = Device(Model(rule), attributes);
        device.PlanLooks(0);
        return (device, device.Rules.States.Single());
    }

    public static void Take(DeviceState device, string metric, long at, double value, long? arrival = null)
    {
        if (device.Take(metric, new MetricValue(at, value, null)))
        {
            device.Track(metric, at, value, arrival ?? at);
        }
    }

    public static Alarm? Judge(DeviceState device, RuleState rule, string metric, long at, double value, long? arrival = null)
    {
        Take(device, metric, at, value, arrival);
        return rule.Judge(device, new Instant(at, arrival ?? at));
    }

    /// <summary>A message with one value, judged by all rules.</summary>
    public static List<Alarm> Report(DeviceState device, string metric, long at, double value, long? arrival = null)
    {
        var alarms = new List<Alarm>();
        if (device.Take(metric, new MetricValue(at, value, null)))
        {
            device.Track(metric, at, value, arrival ?? at);
            device.Rules.Judge(device, new Instant(at, arrival ?? at), [new TelemetrySample(metric, at, value, null)], alarms);
        }

        return alarms;
    }

    public static List<Alarm> Wait(DeviceState device, long until)
    {
        var alarms = new List<Alarm>();
        while (device.Rules.Due is { } due && due <= until)
        {
            device.Rules.Advance(device, due, alarms);
        }

        return alarms;
    }

    public static long At(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
}
