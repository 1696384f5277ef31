using UrbanGrid.Casework.Actors;

namespace UrbanGrid.Casework.Cases;

/// <summary>Keys and names of the report sources.</summary>
public static class ReportSources
{
    private static readonly Dictionary<ReportSource, NamedKey> Table = new()
    {
        [ReportSource.Collector] = new("collector", "监督员上报", "Collector"),
        [ReportSource.Public] = new("public", "公众举报", "Public"),
        [ReportSource.Camera] = new("camera", "AI 视频", "Camera"),
        [ReportSource.Sensor] = new("sensor", "物联感知", "Sensor"),
        [ReportSource.Leader] = new("leader", "领导批示", "Leader"),
    };

    /// <summary>Key and name of a source.</summary>
    public static NamedKey Get(ReportSource source) => Table[source];

    /// <summary>Name of the role of a log entry: a post, or a source that reports by itself.</summary>
    internal static NamedKey RoleOf(string role) =>
        Table.Values.FirstOrDefault(s => s.Key == role && !Roles.All.ContainsKey(role))
            ?? NamedKey.Of(role, Roles.NameOf(role));

    internal static NamedKey Get(string key) => Table.Values.First(s => s.Key == key);

    /// <summary>
    /// Who the log names as the reporter: people who report in person are themselves, everything else is the source.
    /// </summary>
    internal static (string Id, string Name, string Role) Reporter(ReportSource source, Actor actor)
    {
        var named = Get(source);
        var ownRole = actor.RoleAmong([Roles.Collector, Roles.Leader]) ?? actor.Roles.FirstOrDefault();
        return source is ReportSource.Collector or ReportSource.Leader
            ? (actor.UserId, actor.DisplayName, ownRole ?? named.Key)
            : ($"source:{named.Key}", $"{named.Zh} {named.En}", named.Key);
    }
}
