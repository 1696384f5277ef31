using UrbanGrid.Mqtt.Codec;
using UrbanGrid.Mqtt.Server;

namespace UrbanGrid.Mqtt.Tests;

public sealed class SubscriptionTreeTests
{
    [Fact]
    public async Task A_subscription_is_found_at_every_moment_while_others_come_and_go()
    {
        for (var round = 0; round < 100; round++)
        {
            var tree = new SubscriptionTree();
            var constant = Sessions.New("constant");
            tree.Add(new Subscription(constant, new SubscriptionRequest("a/here/+", MqttQos.AtMostOnce), 0));
            using var done = new CancellationTokenSource();
            var reader = Task.Run(() =>
            {
                var found = new Matches();
                while (!done.IsCancellationRequested)
                {
                    found.Clear();
                    tree.Match("a/here/x", found);
                    Assert.Equal(constant, Assert.Single(found.Subscriptions).Session);
                }
            });

            ComeAndGo(tree, Sessions.New("others"));

            await done.CancelAsync();
            await reader;
        }
    }

    [Fact]
    public void What_is_unsubscribed_leaves_nothing_behind()
    {
        var tree = new SubscriptionTree();
        var session = Sessions.New("s");
        var filters = Enumerable.Range(0, 20).Select(i => $"a/{i}/+").Append("$share/g/a/#").ToList();
        filters.ForEach(f => tree.Add(new Subscription(session, new SubscriptionRequest(f, MqttQos.AtMostOnce), 0)));

        filters.ForEach(f => tree.Remove(session, f));

        var found = new Matches();
        tree.Match("a/3/x", found);
        Assert.True(found.IsEmpty);
        Assert.Equal(0, tree.Count);
    }

    /// <summary>Crosses the number of siblings from which they are found by their hash.</summary>
    private static void ComeAndGo(SubscriptionTree tree, SessionState session)
    {
        var filters = Enumerable.Range(0, 20).Select(i => $"a/{i}/x").ToList();
        filters.ForEach(f => tree.Add(new Subscription(session, new SubscriptionRequest(f, MqttQos.AtMostOnce), 0)));
        filters.ForEach(f => Assert.True(tree.Remove(session, f)));
    }
}
