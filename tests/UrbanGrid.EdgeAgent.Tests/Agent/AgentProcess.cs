using System.Text.Json.Nodes;
using UrbanGrid.EdgeAgent.Tests.Fixtures;
using UrbanGrid.TestKit;

namespace UrbanGrid.EdgeAgent.Tests.Agent;

/// <summary>The real agent as a process of its own, with a folder for its settings, spool and log.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProcess? _child;

    public string SpoolFolder => _folder.File("spool");

    public string File(string name) => _folder.File(name);

    public void Configure(int port, JsonObject more)
    {
        more["hub"] = new JsonObject { ["host"] = "127.0.0.1", ["port"] = port, ["maxReconnectSeconds"] = 1 };
        more["agent"] = new JsonObject { ["id"] = "edge-1", ["token"] = "secret-token" };
        System.IO.File.WriteAllText(_folder.File("edge.json"), more.ToJsonString());
    }

    public ChildProcess Start() =>
        _child = new ChildProcess("dotnet", Path.Combine(AppContext.BaseDirectory, "UrbanGrid.EdgeAgent.dll"), "--config", _folder.File("edge.json"));

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _child!.Process.Kill();
        await _child.Process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _child?.Dispose();
        _folder.Dispose();
    }
}
