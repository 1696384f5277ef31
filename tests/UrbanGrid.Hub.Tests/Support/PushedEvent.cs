using System.Text.Json.Nodes;

namespace UrbanGrid.Hub.Tests.Support;

/// <summary>A server-sent event; the id is that of the last page that ended.</summary>
internal sealed record PushedEvent(JsonNode Data, string Id);
