using System.Net;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Devices;

[Collection(nameof(OneHub))]
public sealed class ExpectedEndpointTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_metric_nobody_has_learned_has_no_band()
    {
        using var leader = await hub.SignInAsync("leader");
        var band = await leader.GetAsync("/devices/mh-01/telemetry/expected?metric=tilt");
        Assert.Equal(("tilt", "°", "none"), ((string?)band["metric"], (string?)band["unit"], (string?)band["method"]));
        Assert.Empty(band["points"]!.AsArray());
    }

    [Theory]
    [InlineData("/devices/mh-01/telemetry/expected", "missing_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/devices/mh-01/telemetry/expected?metric=tilt&from=5&to=5", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/devices/mh-01/telemetry/expected?metric=tilt&from=0&to=1000000000&bucket=1", "invalid_value", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/devices/nobody/telemetry/expected?metric=tilt", "not_found", HttpStatusCode.NotFound)]
    public async Task A_question_that_cannot_be_answered_says_why(string path, string code, HttpStatusCode status)
    {
        using var leader = await hub.SignInAsync("leader");
        Assert.Equal(code, (string?)(await leader.GetAsync(path, status))["code"]);
    }
}
