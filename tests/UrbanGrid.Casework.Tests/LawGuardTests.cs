using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

public sealed class LawGuardTests
{
    private static readonly CaseActionInput Filled = new()
    {
        Opinion = "why", Basis = "§ 4", Department = "sanitation", Result = ActionInput.Pass, ResumeAt = 1, ClosingMet = true,
    };

    private readonly CaseLaw _law = new(new CaseworkOptions());

    /// <summary>Each guard: what the case is like, the step, by whom – and the refusal.</summary>
    public static TheoryData<string, CaseFacts, string, string> Guards() => new()
    {
        { "not_verified", In("reported") with { Source = "public" }, "accept", Roles.Acceptor },
        { "not_verified", In("reported") with { Source = "public", Verified = ActionInput.Unable }, "accept", Roles.Acceptor },
        { "not_verified", In("reported") with { Source = "camera", Verified = ActionInput.Absent }, "accept", Roles.Acceptor },
        { "not_your_task", In("checking") with { TaskCollector = "somebody" }, "answer_check", Roles.Collector },
        { "not_your_report", In("closed") with { Reporter = "somebody" }, "reopen", Roles.Collector },
        { "not_assigned_to_you", In("handling") with { Handler = "somebody" }, "finish", Roles.Handler },
        { "nobody_assigned", In("handling"), "revoke_assignment", Roles.Department },
        { "handler_assigned", In("handling") with { Handler = "somebody" }, "request_return", Roles.Department },
        { "ruled", In("pending_handling") with { IsRuled = true }, "request_return", Roles.Department },
        { "ruling_needed", In("pending_dispatch") with { Returns = 2 }, "dispatch", Roles.Dispatcher },
        { "nobody_disputes", In("pending_dispatch"), "refer_dispute", Roles.Dispatcher },
        { "no_delay_left", In("handling") with { Delays = 2 }, "request_delay", Roles.Department },
        { "overdue", In("handling") with { IsOverdue = true }, "request_delay", Roles.Department },
        { "request_open", In("handling") with { Request = CaseRequests.HangUp }, "request_delay", Roles.Department },
        { "no_hang_up_left", In("handling") with { HangUps = 1 }, "request_hang_up", Roles.Department },
        { "not_overdue", In("closed"), "appeal", Roles.Department },
        { "appealed_before", In("closed") with { IsOverdue = true, HasAppealed = true }, "appeal", Roles.Department },
        { "assistants_pending", In("handling") with { Assisting = ["drainage"] }, "feedback", Roles.Department },
        { "not_assisting", In("handling"), "assist_feedback", Roles.Department },
        { "not_seen_solved", In("pending_check"), "check", Roles.Acceptor },
        { "not_seen_solved", In("pending_check") with { Checked = ActionInput.Unable }, "check", Roles.Acceptor },
        { "supervision_open", In("pending_close") with { IsSupervised = true }, "close", Roles.ShiftLeader },
        { "not_supervised", In("handling"), "answer_supervision", Roles.Department },
        { "nothing_asked", In("handling"), "grant_delay", Roles.Dispatcher },
        { "nothing_asked", In("handling") with { Request = CaseRequests.Void }, "grant_delay", Roles.Dispatcher },
    };

    [Theory]
    [MemberData(nameof(Guards))]
    public void A_guard_refuses_with_its_own_code_and_the_step_is_not_offered(string code, CaseFacts facts, string action, string role)
    {
        var actor = People.Of(role, "sanitation");

        var refusal = Assert.Throws<CaseActionRefusedException>(() => _law.Judge(facts, action, Filled, actor));

        Assert.Equal(code, refusal.Code);
        Assert.NotEqual(refusal.Text.Zh, refusal.Text.En);
        if (action != "check")
        {
            Assert.DoesNotContain(action, refusal.AllowedActions);
        }
    }

    [Fact]
    public void Every_guard_of_the_law_is_tried()
    {
        var named = _law.Rows.SelectMany(row => row.Guards).Select(guard => guard.Code).Distinct();
        var tried = Guards().Select(row => row[0]).Cast<string>();

        Assert.Empty(named.Except(tried));
    }

    [Theory]
    [InlineData("public", ActionInput.Exists)]
    [InlineData("camera", null)]
    [InlineData("collector", null)]
    [InlineData("leader", ActionInput.Unable)]
    public void What_was_seen_or_need_not_be_is_accepted(string source, string? verified)
    {
        var facts = In("reported") with { Source = source, Verified = verified };

        Assert.Equal("pending_filing", _law.Judge(facts, "accept", new(), People.Acceptor).To);
    }

    [Theory]
    [InlineData("reported", "reject", "acceptor", "missing_opinion")]
    [InlineData("pending_filing", "decline", "shift_leader", "missing_opinion")]
    [InlineData("pending_dispatch", "dispatch", "dispatcher", "missing_department")]
    [InlineData("handling", "feedback", "department", "missing_opinion")]
    [InlineData("handling", "request_return", "department", "missing_opinion")]
    [InlineData("handling", "request_hang_up", "department", "missing_opinion")]
    [InlineData("handling", "assign", "department", "missing_handler")]
    [InlineData("checking", "answer_check", "collector", "missing_result")]
    [InlineData("pending_close", "close", "shift_leader", "missing_closingMet")]
    [InlineData("closed", "visit", "acceptor", "missing_satisfaction")]
    [InlineData("reported", "merge", "acceptor", "missing_duplicateOf")]
    public void A_step_without_what_it_needs_is_refused(string state, string action, string role, string code)
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(In(state), action, new() { Opinion = "  " }, People.Of(role, "sanitation")));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(action, refusal.AllowedActions);
        Assert.DoesNotContain("{0}", refusal.Text.Zh + refusal.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_return_needs_a_reason_and_its_basis()
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(In("pending_handling"), "request_return", new() { Opinion = "not ours" }, People.Sanitation));

        Assert.Equal("missing_basis", refusal.Code);
    }

    [Theory]
    [InlineData("pending_handling", "handle")]
    [InlineData("handling", "feedback")]
    public void Another_department_is_refused(string state, string action)
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(In(state), action, new() { Opinion = "done" }, People.Drainage));

        Assert.Equal("wrong_department", refusal.Code);
        Assert.Empty(refusal.AllowedActions);
    }

    [Fact]
    public void A_department_user_without_a_department_is_refused()
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(new() { State = "pending_handling" }, "handle", new(), People.Of(Roles.Department)));

        Assert.Equal("wrong_department", refusal.Code);
    }

    [Fact]
    public void An_unknown_action_is_refused_with_what_is_possible()
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(In("reported"), "approve", new(), People.Acceptor));

        Assert.Equal("unknown_action", refusal.Code);
        Assert.Equal(["accept", "reject", "send_verify", "void", "merge", "repeat"], refusal.AllowedActions);
        Assert.Contains("Accept, Reject", refusal.Text.En, StringComparison.Ordinal);
        Assert.Contains("受理、不予受理", refusal.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_the_step_does_not_know_is_bad_input()
    {
        var fault = Assert.Throws<CaseInputException>(
            () => _law.Judge(In("checking"), "answer_check", new() { Result = "maybe" }, People.Collector));

        Assert.Contains("pass, fail, unable", fault.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_is_offered_once_though_it_has_two_outcomes()
    {
        Assert.Single(_law.Allowed(In("pending_check") with { Checked = ActionInput.Pass }, People.Acceptor), r => r.Action == "check");
    }

    [Fact]
    public void A_user_with_two_posts_may_do_both_posts_steps()
    {
        var both = new Actor("u", "U", new HashSet<string> { Roles.Acceptor, Roles.Dispatcher });

        Assert.NotEmpty(_law.Allowed(In("reported"), both));
        Assert.NotEmpty(_law.Allowed(In("pending_dispatch"), both));
    }

    private static CaseFacts In(string state) => new() { State = state, Department = "sanitation" };
}
