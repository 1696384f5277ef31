using System.Text;
using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.Ingest.Observations;

namespace UrbanGrid.Ingest.Tests.Mirror;

public sealed class LineProtocolTests
{
    [Fact]
    public void Values_of_one_moment_share_a_line() =>
        Assert.Equal("telemetry,device=d,model=m a=1.5,b=-2 7\ntelemetry,device=d,model=m a=3 8\n", Lines(Of(("a", 7, 1.5, null), ("b", 7, -2, null), ("a", 8, 3, null))));

    [Fact]
    public void Names_and_texts_are_escaped() =>
        Assert.Equal(
            "telemetry,device=d,model=m a\\ b\\,c\\=d=\"say \\\"hi\\\" \\\\ \\\\n 井盖\" 7\n",
            Lines(Of(("a b,c=d", 7, 0, "say \"hi\" \\ \n 井盖"))));

    [Fact]
    public void What_is_no_number_makes_no_line() => Assert.Equal("", Lines(Of(("a", 7, double.NaN, null))));

    [Fact]
    public void A_position_has_fields_for_what_it_knows()
    {
        var observation = Of();
        observation.Positions.Add(new PositionSample(9, new GeoPoint(39.9, 116.4), 30, null, null, null, new Dictionary<string, double> { ["load"] = 2 }));
        Assert.Equal("position,device=d,model=m lat=39.9,lon=116.4,speed=30,load=2 9\n", Lines(observation));
    }

    [Fact]
    public void An_event_carries_its_type_as_a_tag_and_its_data_as_a_text()
    {
        var observation = Of();
        observation.Event = new DeviceEvent(9, "door\nopen\\", """{"n":1}""");
        Assert.Equal("event,device=d,model=m,type=door\\ open count=1,data=\"{\\\"n\\\":1}\" 9\n", Lines(observation));
    }

    private static string Lines(Observation observation)
    {
        var lines = new LineProtocol();
        lines.Add(observation);
        return Encoding.UTF8.GetString(lines.Written);
    }

    private static Observation Of(params (string Metric, long At, double Value, string? Text)[] samples)
    {
        var observation = new Observation { Device = new Device { Id = "d", Model = "m", Name = new LocalName("设备", "device") } };
        observation.Samples.AddRange(samples.Select(s => new TelemetrySample(s.Metric, s.At, s.Value, s.Text)));
        return observation;
    }
}
