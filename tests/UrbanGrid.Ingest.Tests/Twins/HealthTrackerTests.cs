using UrbanGrid.Ingest.Devices;
using UrbanGrid.Ingest.Twins;

namespace UrbanGrid.Ingest.Tests.Twins;

public sealed class HealthTrackerTests
{
    private const long Minute = 60_000;

    private readonly HealthTracker _health = new(new HealthLimits { SuspectS = 120, OfflineS = 600, RecoverS = 30 });

    [Fact]
    public void A_device_never_heard_of_is_unknown_and_stays_so()
    {
        Assert.False(_health.Advance(100 * Minute));
        Assert.Equal(DeviceHealth.Unknown, _health.State);
    }

    [Fact]
    public void A_blip_of_five_minutes_never_becomes_offline()
    {
        _health.Seen(0);
        _health.Advance(5 * Minute);
        Assert.Equal(DeviceHealth.Suspect, _health.State);

        _health.Seen(5 * Minute);
        _health.Advance((5 * Minute) + 29_999);
        Assert.Equal(DeviceHealth.Suspect, _health.State);
        _health.Advance((5 * Minute) + 30_000);
        Assert.Equal(DeviceHealth.Online, _health.State);
    }

    [Fact]
    public void Ten_silent_minutes_are_offline_to_the_millisecond()
    {
        _health.Seen(0);
        _health.Advance((10 * Minute) - 1);
        Assert.Equal(DeviceHealth.Suspect, _health.State);
        _health.Advance(10 * Minute);
        Assert.Equal(DeviceHealth.Offline, _health.State);
        Assert.Null(_health.Due);
    }

    [Fact]
    public void Coming_back_for_a_moment_does_not_end_an_outage()
    {
        _health.Seen(0);
        _health.Advance(10 * Minute);
        _health.Seen(11 * Minute);
        _health.Lost();
        _health.Advance(12 * Minute);
        Assert.Equal(DeviceHealth.Offline, _health.State);

        _health.Seen(13 * Minute);
        _health.Advance((13 * Minute) + 30_000);
        Assert.Equal(DeviceHealth.Online, _health.State);
    }

    [Fact]
    public void A_lost_connection_makes_suspect_at_once()
    {
        _health.Seen(0);
        _health.Lost();
        Assert.Equal(DeviceHealth.Suspect, _health.State);
    }

    [Fact]
    public void After_a_restart_the_silence_counts_from_the_restart()
    {
        _health.Restore(lastSeen: 0, offline: false, now: 60 * Minute);
        _health.Advance(69 * Minute);
        Assert.Equal(DeviceHealth.Suspect, _health.State);
        _health.Advance(70 * Minute);
        Assert.Equal(DeviceHealth.Offline, _health.State);
    }
}
