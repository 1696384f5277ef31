using System.Text.Json;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Push;

namespace UrbanGrid.Hub.Commands;

/// <summary>Tells browsers of commands, after they are stored.</summary>
public sealed class CommandFeed(ChangeFeed feed)
{
    /// <summary>A command is new or moved on.</summary>
    public void Tell(CommandRecord command) =>
        feed.Add(FeedKind.Command, JsonSerializer.SerializeToUtf8Bytes(CommandView.Of(command), ApiJson.Options));
}
