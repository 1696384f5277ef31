using UrbanGrid.Hub.Identity;
using UrbanGrid.TestKit;

namespace UrbanGrid.Hub.Tests.Identity;

public sealed class LoginThrottleTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Five_failures_in_a_minute_make_one_wait_for_its_end()
    {
        var throttle = new LoginThrottle(_time);
        for (var i = 0; i < LoginThrottle.PerMinute; i++)
        {
            Assert.Null(throttle.WaitFor("10.0.0.1", "wang"));
            throttle.Failed("10.0.0.1", "wang");
        }

        Assert.Equal(TimeSpan.FromMinutes(1), throttle.WaitFor("10.0.0.1", "WANG"));
        Assert.Null(throttle.WaitFor("10.0.0.2", "wang"));
        Assert.Null(throttle.WaitFor("10.0.0.1", "li"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(throttle.WaitFor("10.0.0.1", "wang"));
    }

    [Fact]
    public void Twenty_failures_in_an_hour_make_one_wait_however_slowly_they_came()
    {
        var throttle = new LoginThrottle(_time);
        for (var i = 0; i < LoginThrottle.PerHour; i++)
        {
            throttle.Failed("10.0.0.1", "wang");
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(TimeSpan.FromMinutes(40), throttle.WaitFor("10.0.0.1", "wang"));
    }

    [Fact]
    public void Signing_in_forgets_the_failures()
    {
        var throttle = new LoginThrottle(_time);
        for (var i = 0; i < LoginThrottle.PerMinute; i++)
        {
            throttle.Failed("10.0.0.1", "wang");
        }

        throttle.Succeeded("10.0.0.1", "wang");
        Assert.Null(throttle.WaitFor("10.0.0.1", "wang"));
    }
}
