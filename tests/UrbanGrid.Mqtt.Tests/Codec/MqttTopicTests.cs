namespace UrbanGrid.Mqtt.Tests;

public sealed class MqttTopicTests
{
    // From MQTT 5 §4.7.1 and §4.7.2.
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player2", false)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("#", "a/b/c", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor/clients", "$SYS/monitor/clients", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$SYS/monitor/+", "$SYS/monitor/clients", true)]
    [InlineData("a/+/c/#", "a/b/c", true)]
    [InlineData("a/b", "a/B", false)]
    [InlineData("a", "a/", false)]
    [InlineData("a//b", "a//b", true)]
    public void Filters_match_as_the_standard_says(string filter, string topic, bool matches)
    {
        Assert.Equal(matches, MqttTopic.Matches(filter, topic));

        var tree = new Server.SubscriptionTree();
        var session = Sessions.New("s");
        tree.Add(new Server.Subscription(session, new Codec.SubscriptionRequest(filter, MqttQos.AtMostOnce), 0));
        var found = new Server.Matches();
        tree.Match(topic, found);
        Assert.Equal(matches ? 1 : 0, found.Subscriptions.Count);
    }

    [Theory]
    [InlineData("#", true)]
    [InlineData("a/#", true)]
    [InlineData("+/a/+", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a#", false)]
    [InlineData("a/#/b", false)]
    [InlineData("a+/b", false)]
    [InlineData("a\0b", false)]
    public void Filters_are_valid_as_the_standard_says(string filter, bool valid) =>
        Assert.Equal(valid, MqttTopic.IsValidFilter(filter));

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("/", true)]
    [InlineData("", false)]
    [InlineData("a/+", false)]
    [InlineData("a/#", false)]
    [InlineData("a\0b", false)]
    public void Names_are_valid_as_the_standard_says(string name, bool valid) =>
        Assert.Equal(valid, MqttTopic.IsValidName(name));

    [Fact]
    public void A_topic_deeper_than_the_limit_is_not_valid()
    {
        Assert.True(MqttTopic.IsValidName(string.Join('/', Enumerable.Repeat("a", MqttTopic.MaxLevels))));
        Assert.False(MqttTopic.IsValidName(string.Join('/', Enumerable.Repeat("a", MqttTopic.MaxLevels + 1))));
        Assert.False(MqttTopic.IsValidFilter(string.Join('/', Enumerable.Repeat("+", MqttTopic.MaxLevels + 1))));
    }

    [Fact]
    public void The_tree_finds_what_matching_one_by_one_finds()
    {
        var random = new Random(42);
        string Level(bool filter) => (filter ? "ab+" : "ab")[random.Next(filter ? 3 : 2)].ToString();
        string Path(bool filter) => string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Level(filter)));
        var filters = Enumerable.Range(0, 150).Select(i => i % 4 == 0 ? $"{Path(true)}/#" : Path(true)).Distinct().ToList();
        var tree = new Server.SubscriptionTree();
        var session = Sessions.New("s");
        filters.ForEach(f => tree.Add(new Server.Subscription(session, new Codec.SubscriptionRequest(f, 0), 0)));
        foreach (var gone in filters.Where((_, i) => i % 3 == 0).ToList())
        {
            Assert.True(tree.Remove(session, gone));
            filters.Remove(gone);
        }

        for (var i = 0; i < 500; i++)
        {
            var topic = Path(false);
            var found = new Server.Matches();
            tree.Match(topic, found);
            Assert.Equal(filters.Where(f => MqttTopic.Matches(f, topic)).Order(), found.Subscriptions.Select(s => s.Request.Filter).Order());
        }
    }
}
