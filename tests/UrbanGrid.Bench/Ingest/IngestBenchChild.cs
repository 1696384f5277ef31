using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace UrbanGrid.Bench;

/// <summary>What the child process has done so far.</summary>
/// <param name="AllocatedBytes">Managed bytes allocated since its start.</param>
/// <param name="CpuMs">Processor time used since its start; unlike the rate it does not depend on what else the machine does.</param>
/// <param name="ResidentBytes">Resident memory now.</param>
/// <param name="HeapBytes">Managed objects now.</param>
internal sealed record IngestBenchMark(long AllocatedBytes, double CpuMs, long ResidentBytes, long HeapBytes);

/// <summary>The child process that runs <see cref="IngestBenchServer"/>; commands go in and answers come out as lines.</summary>
internal sealed class IngestBenchChild : IAsyncDisposable
{
    private readonly Process _process;

    private IngestBenchChild(Process process, IngestBenchReady ready) =>
        (_process, Port, Tokens, AgentTokens) = (process, ready.Port, ready.Tokens, ready.AgentTokens);

    public int Port { get; }

    /// <summary>Tokens of the devices <c>bench-0</c> and up.</summary>
    public string[] Tokens { get; }

    /// <summary>Tokens of the edge agents of a backlog.</summary>
    public string[] AgentTokens { get; }

    public static Task<IngestBenchChild> StartAsync(string folder, int devices, CancellationToken cancellationToken) =>
        StartAsync([folder, devices.ToString(CultureInfo.InvariantCulture)], cancellationToken);

    /// <summary>With the devices of a backlog, too.</summary>
    public static Task<IngestBenchChild> StartAsync(string folder, int devices, BacklogPlan plan, CancellationToken cancellationToken) =>
        StartAsync([folder, devices.ToString(CultureInfo.InvariantCulture), JsonSerializer.Serialize(plan)], cancellationToken);

    private static async Task<IngestBenchChild> StartAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(IngestBenchChild).Assembly.Location);
        }

        foreach (var argument in arguments.Prepend(IngestBenchServer.Name))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        var ready = JsonSerializer.Deserialize<IngestBenchReady>(await LineAsync(process, cancellationToken))!;
        return new IngestBenchChild(process, ready);
    }

    /// <summary>What it has used so far.</summary>
    public Task<IngestBenchMark> MarkAsync(CancellationToken cancellationToken) => AskAsync<IngestBenchMark>(IngestBenchServer.Mark, cancellationToken);

    /// <summary>Messages whose values are all in the store.</summary>
    public Task<long> StoredAsync(CancellationToken cancellationToken) => AskAsync<long>(IngestBenchServer.Stored, cancellationToken);

    /// <summary>Rows of the backlog that are in the store.</summary>
    public Task<long> RowsAsync(CancellationToken cancellationToken) => AskAsync<long>(IngestBenchServer.Rows, cancellationToken);

    /// <summary>Collects garbage, so that what it uses next is what it needs.</summary>
    public Task<IngestBenchMark> CollectAsync(CancellationToken cancellationToken) => AskAsync<IngestBenchMark>(IngestBenchServer.Collect, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private async Task<T> AskAsync<T>(string question, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(question);
        return JsonSerializer.Deserialize<T>(await LineAsync(_process, cancellationToken))!;
    }

    private static async Task<string> LineAsync(Process process, CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The child process died; see its messages above.");
}
