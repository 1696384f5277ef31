using System.Text;
using UrbanGrid.Hub.Push;

namespace UrbanGrid.Hub.Tests.Push;

public sealed class ChangeFeedTests
{
    [Fact]
    public void A_reader_that_comes_back_gets_what_it_missed_in_order()
    {
        var feed = new ChangeFeed();
        feed.Add("incident", Json("1"));
        var position = feed.Now;
        feed.Add("case", Json("2"));
        feed.Replace("device", [("lamp", Json("3"))]);
        feed.Add("incident", Json("4"));
        var page = feed.ReadAfter(FeedPosition.Parse(position.ToString()));
        Assert.False(page.Reset);
        Assert.Equal(["2", "3", "4"], Texts(page));
        Assert.Empty(feed.ReadAfter(page.End).Changes);
    }

    [Fact]
    public void A_slow_reader_gets_the_last_state_of_a_device_and_not_all_of_them()
    {
        var feed = new ChangeFeed();
        var position = feed.Now;
        for (var i = 0; i < 1_000; i++)
        {
            feed.Replace("vehicle", [("truck", Json($"{i}")), ("sweeper", Json($"{-i}"))]);
        }

        Assert.Equal(["999", "-999"], Texts(feed.ReadAfter(position)));
    }

    [Fact]
    public void A_reader_that_was_away_too_long_must_fetch_everything_again()
    {
        var feed = new ChangeFeed(capacity: 2);
        var position = feed.Now;
        feed.Add("incident", Json("1"));
        feed.Add("incident", Json("2"));
        Assert.False(feed.ReadAfter(position).Reset);
        feed.Add("incident", Json("3"));
        var page = feed.ReadAfter(position);
        Assert.True(page.Reset);
        Assert.False(feed.ReadAfter(page.End).Reset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("0badcafe-1")]
    public void A_position_of_another_run_means_fetching_again(string id) =>
        Assert.True(new ChangeFeed().ReadAfter(FeedPosition.Parse(id)).Reset);

    [Fact]
    public async Task A_follower_is_woken_by_news_and_only_by_news()
    {
        var feed = new ChangeFeed();
        using var follower = feed.Follow();
        Assert.False(await follower.WaitAsync(TimeSpan.Zero, default));
        feed.Add("incident", Json("1"));
        feed.Add("incident", Json("2"));
        Assert.True(await follower.WaitAsync(TimeSpan.Zero, default));
        Assert.False(await follower.WaitAsync(TimeSpan.Zero, default));
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Texts(FeedPage page) => page.Changes.Select(c => Encoding.UTF8.GetString(c.Json));
}
