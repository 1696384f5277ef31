using UrbanGrid.Ingest.Vehicles.Geofences;

namespace UrbanGrid.Ingest.Tests.Vehicles.Geofences;

public sealed class FenceHoursTests
{
    [Theory]
    [InlineData("2026-11-26 06:59", false)]
    [InlineData("2026-11-26 07:00", true)]
    [InlineData("2026-11-26 18:59", true)]
    [InlineData("2026-11-26 19:00", false)]
    [InlineData("2026-11-28 12:00", false)]
    public void A_span_counts_on_its_days_from_its_beginning_to_before_its_end(string city, bool counts) =>
        Assert.Equal(counts, Of(Ground.Hours("07:00", "19:00", 1, 2, 3, 4, 5)).Counts(Ground.At(city)));

    [Theory]
    [InlineData("2026-11-27 23:30", true)]
    [InlineData("2026-11-28 03:00", true)]
    [InlineData("2026-11-28 05:00", false)]
    [InlineData("2026-11-28 23:30", false)]
    [InlineData("2026-11-27 03:00", false)]
    public void A_span_over_midnight_belongs_to_the_day_it_begins_on(string city, bool counts) =>
        Assert.Equal(counts, Of(Ground.Hours("22:00", "05:00", 5)).Counts(Ground.At(city)));

    [Theory]
    [InlineData("2026-11-29 23:00", true)]
    [InlineData("2026-11-30 01:00", true)]
    [InlineData("2026-11-30 02:00", false)]
    public void A_span_over_the_end_of_the_week_goes_on_on_Monday(string city, bool counts) =>
        Assert.Equal(counts, Of(Ground.Hours("22:00", "02:00", 7)).Counts(Ground.At(city)));

    [Fact]
    public void The_same_begin_and_end_are_the_whole_day() => Assert.True(Of(Ground.Hours("06:00", "06:00")).Counts(Ground.At("2026-11-26 05:59")));

    [Fact]
    public void No_hours_count_always_and_never_change()
    {
        Assert.True(Of().Counts(Ground.Morning));
        Assert.Null(Of().NextChange(Ground.Morning));
    }

    [Fact]
    public void The_next_change_is_told_and_no_change_is_missed()
    {
        var hours = Of(Ground.Hours("07:30", "09:15"), Ground.Hours("22:00", "05:00", 1, 6));
        var at = Ground.At("2026-11-25 00:00");
        while (at < Ground.At("2026-12-05 00:00"))
        {
            var (counts, next) = (hours.Counts(at), hours.NextChange(at)!.Value);
            Assert.True(next > at);
            for (var between = at; between < next; between += 60_000)
            {
                Assert.Equal(counts, Of(Ground.Hours("07:30", "09:15"), Ground.Hours("22:00", "05:00", 1, 6)).Counts(between));
            }

            at = next;
        }
    }

    private static FenceHours Of(params GeofenceHours[] hours) => new(hours, Ground.City);
}
