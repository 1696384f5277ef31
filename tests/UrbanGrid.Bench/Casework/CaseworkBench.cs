using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Clocks;
using UrbanGrid.Casework.Duplicates;
using UrbanGrid.Casework.Evaluation;
using UrbanGrid.Casework.Law;
using UrbanGrid.Casework.Notices;
using UrbanGrid.TestKit;

namespace UrbanGrid.Bench;

/// <summary>
/// <c>bench casework [--cases N] [--store sqlite|postgres] [--folder DIR]</c>: how long lists, a case, an evaluation and steps take at
/// the desk when the store holds a million cases. Beside each: a peer in the same store, one row by its key for reading, one small
/// committed update for writing.
/// </summary>
internal static class CaseworkBench
{
    private const int Reads = 200;
    private const int Users = 50;
    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var options = CaseworkBenchOptions.Parse(args);
        foreach (var kind in options.Stores)
        {
            var folder = options.Folder is null
                ? Directory.CreateTempSubdirectory("urbangrid-bench-").FullName
                : Directory.CreateDirectory(Path.Combine(options.Folder, kind)).FullName;
            try
            {
                await RunAsync(kind, options.Cases, folder, cancellationToken);
            }
            finally
            {
                if (options.Folder is null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
    }

    private static async Task RunAsync(string kind, int cases, string folder, CancellationToken cancellationToken)
    {
        var isServer = kind == CaseworkBenchOptions.Postgres;
        await using var server = isServer ? await PostgresServer.StartNewAsync() : null;
        var connection = server is null ? $"Data Source={Path.Combine(folder, "urbangrid.db")}" : await server.CreateDatabaseAsync();
        var watch = Stopwatch.StartNew();
        await using var store = await CaseworkBenchStore.FillAsync(connection, isServer, cases, folder, cancellationToken);
        var counts = await NumbersAsync(store, "select count(*) from cases union all select count(*) from case_log", cancellationToken);
        Print(new { bench = "casework", store = kind, cases = counts[0], log_entries = counts[1], filled_s = watch.ElapsedMilliseconds / 1000 });
        await ReadAsync(kind, store, cancellationToken);
        await EvaluateAsync(kind, store, cancellationToken);
        await WriteAsync(kind, store, cancellationToken);
    }

    private static async Task ReadAsync(string kind, CaseworkBenchStore store, CancellationToken cancellationToken)
    {
        var numbers = await TextsAsync(store, $"select number from cases where id % 4999 = 7 order by id limit {Reads}", cancellationToken);
        var open = await TextsAsync(store, $"select number from cases where phase = 'open' order by id desc limit {Reads}", cancellationToken);
        await using var peer = await store.ConnectAsync(cancellationToken);
        var row = await TimesAsync(numbers, number => ScalarAsync(peer, $"select version from cases where number = '{number}'", cancellationToken));
        Actor[] people =
        [
            BenchCity.Acceptor, BenchCity.ShiftLeader, BenchCity.Dispatcher, BenchCity.Collector(7),
            .. BenchCity.Departments.Take(4).Select(BenchCity.Operator), BenchCity.Handler(BenchCity.Departments[3]),
        ];
        var midnight = store.Time.GetUtcNow().AddHours(-8).ToUnixTimeMilliseconds();
        foreach (var (name, query) in new (string, CaseQuery)[]
        {
            ("to_do", new() { ToDo = true }),
            ("open", new() { OpenOnly = true }),
            ("overdue", new() { OpenOnly = true, Light = Light.Red }),
            ("done", new() { DoneOnly = true }),
            ("all", new()),
            ("state", new() { State = CaseStates.Handling }),
            ("class", new() { Category = "component/0106" }),
            ("class_open", new() { Category = "event/0110", OpenOnly = true }),
            ("department", new() { Department = BenchCity.Departments[5] }),
            ("department_class", new() { Department = BenchCity.Departments[5], Category = "component/0106" }),
            ("near_open", new() { OpenOnly = true, Near = new(31.3010, 120.6005, 200) }),
            ("near", new() { Near = new(31.3010, 120.6005, 50) }),
        })
        {
            Tell(kind, $"list_{name}", await TimesAsync(Rounds(people), p => store.Desk.ListAsync(query, p, cancellationToken)), row);
            if (name is "to_do" or "open" or "overdue")
            {
                Tell(kind, $"count_{name}", await TimesAsync(Rounds(people), p => store.Desk.CountAsync(query, p, cancellationToken)), row);
            }
        }

        Tell(kind, "count_closed_today", await TimesAsync(Rounds(people), p => store.Desk.CountAsync(new() { ClosedSince = midnight }, p, cancellationToken)), row);
        Tell(kind, "duplicates", await TimesAsync(open, n => store.Get<DuplicateFinder>().OfCaseAsync(n, cancellationToken)), row);
        Tell(kind, "notices", await TimesAsync(Rounds(people), p => store.Get<NoticeDesk>().ReadAsync(p, cancellationToken)), row);
        Tell(kind, "due_notices", await TimesAsync(Enumerable.Range(0, 20), _ => store.Get<DueNotices>().TellAsync(cancellationToken)), row);
        Tell(kind, "case", await TimesAsync(numbers, n => store.Desk.FindAsync(n, BenchCity.Dispatcher, cancellationToken)), row);
    }

    private static async Task EvaluateAsync(string kind, CaseworkBenchStore store, CancellationToken cancellationToken)
    {
        var desk = store.Get<EvaluationDesk>();
        var month = DateTimeOffset.Parse("2026-10-01T00:00:00+08:00", CultureInfo.InvariantCulture);
        var query = new EvaluationQuery(EvaluatedKind.Departments, month.ToUnixTimeMilliseconds(), month.AddMonths(1).ToUnixTimeMilliseconds());
        var times = await TimesAsync(
            Enumerable.Range(0, 5), _ => desk.EvaluateAsync(query, cancellationToken));
        Print(new { bench = "casework", store = kind, what = "evaluation_of_a_month", departments = BenchCity.Departments.Count, median_ms = At(times, 50), max_ms = At(times, 100) });
    }

    /// <summary>Fifty users, each with cases of their own, walk them along the loop as quickly as the desk lets them.</summary>
    private static async Task WriteAsync(string kind, CaseworkBenchStore store, CancellationToken cancellationToken)
    {
        var single = await CommitsPerSecondAsync(store, kind == CaseworkBenchOptions.Sqlite, cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var steps = await Task.WhenAll(Enumerable.Range(0, Users).Select(user => Task.Run(() => UserAsync(store.Desk, user, start, cancellationToken), cancellationToken)));
        var all = steps.SelectMany(s => s).Order().ToList();
        var rate = all.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Print(new
        {
            bench = "casework", store = kind, what = "transitions", users = Users, per_s = Math.Round(rate), p50_ms = At(all, 50), p95_ms = At(all, 95),
            peer_commits_per_s = Math.Round(single), ratio = Math.Round(rate / single, 2),
        });
    }

    /// <summary>How often a second the store can make one changed row durable, one after the other.</summary>
    private static async Task<double> CommitsPerSecondAsync(CaseworkBenchStore store, bool isFile, CancellationToken cancellationToken)
    {
        await using var peer = await store.ConnectAsync(cancellationToken);
        await ScalarAsync(peer, isFile ? "pragma synchronous = full" : "set synchronous_commit = on", cancellationToken);
        await ScalarAsync(peer, "create table if not exists bench_commits (id integer primary key, n bigint)", cancellationToken);
        await ScalarAsync(peer, "insert into bench_commits values (1, 0) on conflict do nothing", cancellationToken);
        var (commits, began) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(began).TotalSeconds < 5; commits++)
        {
            await ScalarAsync(peer, "update bench_commits set n = n + 1", cancellationToken);
        }

        return commits / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<List<double>> UserAsync(CaseDesk desk, int user, long start, CancellationToken cancellationToken)
    {
        var script = new CaseScript(new Random(1000 + user));
        var run = Guid.NewGuid();
        var times = new List<double>();
        for (var i = 0; ; i++)
        {
            var report = script.Report(string.Create(CultureInfo.InvariantCulture, $"writer:{run}:{user}:{i}"), selfHandled: false);
            var number = (await desk.ReportAsync(report, BenchCity.Acceptor, accept: false, cancellationToken)).Number;
            foreach (var step in script.Steps(report))
            {
                if (Stopwatch.GetElapsedTime(start) > Sustained)
                {
                    return times;
                }

                var began = Stopwatch.GetTimestamp();
                await desk.ActAsync(number, step.Action, step.Input, step.Actor, expectedVersion: null, cancellationToken);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
        }
    }

    private static IEnumerable<Actor> Rounds(Actor[] people) => Enumerable.Range(0, Reads).Select(i => people[i % people.Length]);

    /// <summary>One after the other, without the first ten; sorted.</summary>
    private static async Task<List<double>> TimesAsync<T, TResult>(IEnumerable<T> of, Func<T, Task<TResult>> call)
    {
        var times = new List<double>();
        var all = of.ToList();
        foreach (var one in all.Take(all.Count > 50 ? 10 : 1).Concat(all))
        {
            var began = Stopwatch.GetTimestamp();
            await call(one);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return [.. times.TakeLast(all.Count).Order()];
    }

    private static void Tell(string kind, string what, List<double> times, List<double> row) => Print(new
    {
        bench = "casework", store = kind, what, p50_ms = At(times, 50), p95_ms = At(times, 95), max_ms = At(times, 100), row_p95_ms = At(row, 95),
    });

    private static double At(List<double> sorted, int percent) => Math.Round(sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)], 2);

    private static async Task<List<long>> NumbersAsync(CaseworkBenchStore store, string sql, CancellationToken cancellationToken) =>
        [.. (await TextsAsync(store, sql, cancellationToken)).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];

    private static async Task<List<string>> TextsAsync(CaseworkBenchStore store, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await store.ConnectAsync(cancellationToken);
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return texts;
    }

    private static async Task<object?> ScalarAsync(DbConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Numbers the bench made itself.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static void Print(object line) => Console.WriteLine(JsonSerializer.Serialize(line));
}
