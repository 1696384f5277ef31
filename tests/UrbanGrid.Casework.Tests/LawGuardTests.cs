using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

public sealed class LawGuardTests
{
    private readonly CaseLaw _law = new(new CaseworkOptions());

    [Theory]
    [InlineData("reported", "reject", "acceptor", "missing_opinion")]
    [InlineData("pending_filing", "decline", "shift_leader", "missing_opinion")]
    [InlineData("pending_dispatch", "dispatch", "dispatcher", "missing_department")]
    [InlineData("handling", "feedback", "department", "missing_opinion")]
    [InlineData("pending_check", "check", "collector", "missing_result")]
    public void A_step_without_what_it_needs_is_refused(string state, string action, string role, string code)
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(state, "sanitation", action, new() { Opinion = "  " }, People.Of(role, "sanitation")));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(action, refusal.AllowedActions);
    }

    [Theory]
    [InlineData("pending_handling", "handle")]
    [InlineData("handling", "feedback")]
    public void Another_department_is_refused(string state, string action)
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge(state, "sanitation", action, new() { Opinion = "done" }, People.Drainage));

        Assert.Equal("wrong_department", refusal.Code);
        Assert.Empty(refusal.AllowedActions);
    }

    [Fact]
    public void A_department_user_without_a_department_is_refused()
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge("pending_handling", null, "handle", new(), People.Of(Roles.Department)));

        Assert.Equal("wrong_department", refusal.Code);
    }

    [Fact]
    public void An_unknown_action_is_refused_with_what_is_possible()
    {
        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => _law.Judge("reported", null, "approve", new(), People.Acceptor));

        Assert.Equal("unknown_action", refusal.Code);
        Assert.Equal(["accept", "reject"], refusal.AllowedActions);
        Assert.Contains("Accept, Reject", refusal.Text.En, StringComparison.Ordinal);
        Assert.Contains("受理、不予受理", refusal.Text.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_other_than_pass_or_fail_is_bad_input()
    {
        var fault = Assert.Throws<CaseInputException>(
            () => _law.Judge("pending_check", "sanitation", "check", new() { Result = "maybe" }, People.Collector));

        Assert.Contains("pass or fail", fault.Text.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_is_offered_once_though_it_has_two_outcomes()
    {
        Assert.Equal(["check"], _law.Allowed("pending_check", "sanitation", People.Collector).Select(r => r.Action));
    }

    [Fact]
    public void A_user_with_two_posts_may_do_both_posts_steps()
    {
        var both = new Actor("u", "U", new HashSet<string> { Roles.Acceptor, Roles.Dispatcher });

        Assert.NotEmpty(_law.Allowed("reported", null, both));
        Assert.NotEmpty(_law.Allowed("pending_dispatch", null, both));
    }
}
