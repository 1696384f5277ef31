using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.EdgeAgent.Uplink;

namespace UrbanGrid.EdgeAgent.Tests.Cameras;

public sealed class DetectionJsonTests
{
    [Fact]
    public void Usual_pictures_go_with_the_alarm_byte_for_byte()
    {
        var alarm = Alarm(bytesEach: 60_000);

        var read = Read(DetectionJson.Write(alarm));

        Assert.Equal(alarm.Pictures.Select(p => p.Jpeg.ToArray()), read.Pictures.Select(p => p.Jpeg.ToArray()));
    }

    [Theory]
    [InlineData(450_000, new[] { PictureMoment.Before, PictureMoment.Detection, PictureMoment.Annotated })]
    [InlineData(700_000, new[] { PictureMoment.Detection, PictureMoment.Annotated })]
    [InlineData(1_600_000, new PictureMoment[0])]
    public void Pictures_that_are_too_large_for_a_message_are_left_out_from_the_one_that_says_least(int bytesEach, PictureMoment[] kept)
    {
        var json = DetectionJson.Write(Alarm(bytesEach));

        Assert.True(json.Length <= DetectionJson.MaxBytes);
        Assert.Equal(kept, Read(json).Pictures.Select(p => p.Moment));
    }

    private static Alarm Alarm(int bytesEach) => new(0.9)
    {
        Id = "cam-1:left_object:1", DeviceId = "cam-1", Rule = "left_object", Severity = AlarmSeverity.Major, StartedAt = 1, RaisedAt = 2,
        Pictures = [.. Enum.GetValues<PictureMoment>().Select((m, n) => new AlarmPicture(m, n, Enumerable.Repeat((byte)n, bytesEach).ToArray()))],
    };

    private static Alarm Read(byte[] json) => JsonSerializer.Deserialize(json, WireJson.Default.Alarm)!;
}
