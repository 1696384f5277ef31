using UrbanGrid.Hub.Commands;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Tests.Commands;

public sealed class CommandDeskTests : IAsyncLifetime
{
    private CommandBench _bench = null!;

    public async Task InitializeAsync() => _bench = await CommandBench.StartAsync();

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task A_device_that_listens_gets_its_command_at_once()
    {
        _bench.Listening = _bench.Now;

        var command = await _bench.OrderAsync();

        Assert.Equal((CommandState.Sent, 1, "孙派"), (command.State, command.Attempts, command.By));
        Assert.Equal((command.Id, "switch", true), (_bench.Sent[0].Id, _bench.Sent[0].Name, _bench.Sent[0].Args!.Value.GetProperty("on").GetBoolean()));
    }

    [Fact]
    public async Task A_device_that_is_offline_gets_it_when_it_listens_also_after_a_restart_of_the_hub()
    {
        var command = await _bench.OrderAsync(timeoutS: 3_600);
        Assert.Equal(CommandState.Waiting, command.State);
        await _bench.PassAsync(5);
        _bench.Restart();

        _bench.Listening = _bench.Now;
        await _bench.PassAsync(1);

        Assert.Equal(command.Id, Assert.Single(_bench.Sent).Id);
    }

    [Fact]
    public async Task An_answer_closes_it_with_what_the_device_said()
    {
        _bench.Listening = _bench.Now;
        var command = await _bench.OrderAsync();
        _bench.Time.Advance(TimeSpan.FromSeconds(3));

        await _bench.ReplyAsync(command, result: new { dim = 100 });

        var kept = await _bench.ReadAsync(command);
        Assert.Equal((CommandState.Answered, _bench.Now, """{"dim":100}"""), (kept.State, kept.AnsweredAt, kept.ResultJson));
        await _bench.PassAsync(40);
        Assert.Single(_bench.Sent);
    }

    [Fact]
    public async Task A_device_that_refuses_is_quoted()
    {
        _bench.Listening = _bench.Now;
        var command = await _bench.OrderAsync();

        await _bench.ReplyAsync(command, ok: false, result: new { error = "relay stuck" });

        var kept = await _bench.ReadAsync(command);
        Assert.Equal((CommandState.Failed, "relay stuck"), (kept.State, kept.Error));
    }

    [Fact]
    public async Task While_no_answer_comes_it_is_sent_again_under_its_id_and_given_up_at_its_time()
    {
        _bench.Listening = _bench.Now;
        var command = await _bench.OrderAsync(timeoutS: 30, retries: 2);

        await _bench.PassAsync(29);
        Assert.Equal(3, _bench.Sent.Count);
        Assert.All(_bench.Sent, sent => Assert.Equal(command.Id, sent.Id));
        Assert.Equal(CommandState.Sent, (await _bench.ReadAsync(command)).State);

        await _bench.PassAsync(1);
        Assert.Equal((CommandState.TimedOut, 3), ((await _bench.ReadAsync(command)).State, _bench.Sent.Count));
    }

    [Fact]
    public async Task A_device_that_comes_back_gets_what_it_has_not_answered_though_no_retry_is_left()
    {
        _bench.Listening = _bench.Now;
        await _bench.OrderAsync(timeoutS: 3_600, retries: 0);
        _bench.Listening = null;
        await _bench.PassAsync(2);

        _bench.Listening = _bench.Now;
        await _bench.PassAsync(3);

        Assert.Equal(2, _bench.Sent.Count);
    }

    [Fact]
    public async Task A_late_answer_is_recorded_and_undoes_no_time_out()
    {
        _bench.Listening = _bench.Now;
        var command = await _bench.OrderAsync(timeoutS: 5);
        await _bench.PassAsync(6);

        await _bench.ReplyAsync(command, result: new { done = true });

        var kept = await _bench.ReadAsync(command);
        Assert.Equal((CommandState.TimedOut, """{"done":true}"""), (kept.State, kept.ResultJson));
        Assert.True(kept.AnsweredAt > kept.ClosedAt);
    }

    [Fact]
    public async Task Only_the_first_answer_counts_and_only_the_devices_own()
    {
        _bench.Listening = _bench.Now;
        var command = await _bench.OrderAsync();

        await _bench.ReplyAsync(command, ok: false, device: "lamp-2");
        await _bench.ReplyAsync(command, result: new { n = 1 });
        await _bench.ReplyAsync(command, ok: false, result: new { n = 2 });

        var kept = await _bench.ReadAsync(command);
        Assert.Equal((CommandState.Answered, """{"n":1}"""), (kept.State, kept.ResultJson));
    }

    [Fact]
    public async Task What_is_called_off_is_sent_no_more()
    {
        var command = await _bench.OrderAsync(timeoutS: 60);

        Assert.Equal(CommandState.Cancelled, (await _bench.Desk.CancelAsync("lamp-1", command.Id, default)).State);

        _bench.Listening = _bench.Now;
        await _bench.PassAsync(2);
        Assert.Empty(_bench.Sent);
        var problem = await Assert.ThrowsAsync<ProblemException>(() => _bench.Desk.CancelAsync("lamp-1", command.Id, default));
        Assert.Equal("command_closed", problem.Code);
    }

    [Fact]
    public async Task A_device_that_is_disabled_is_sent_nothing()
    {
        var command = await _bench.OrderAsync(timeoutS: 60);
        await _bench.Devices.UpdateAsync(_bench.Devices.Find("lamp-1")! with { Enabled = false }, default);
        _bench.Listening = _bench.Now;

        await _bench.PassAsync(1);

        Assert.Equal(CommandState.Cancelled, (await _bench.ReadAsync(command)).State);
        Assert.Equal("device_disabled", (await Assert.ThrowsAsync<ProblemException>(() => _bench.OrderAsync())).Code);
        Assert.Empty(_bench.Sent);
    }

    [Fact]
    public async Task One_device_is_owed_a_bounded_number_of_commands()
    {
        for (var i = 0; i < 20; i++)
        {
            await _bench.OrderAsync();
        }

        Assert.Equal("too_many_commands", (await Assert.ThrowsAsync<ProblemException>(() => _bench.OrderAsync())).Code);
        await _bench.PassAsync(31);
        await _bench.OrderAsync();
    }
}
