using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>Every action in every state by every role, against a table written down a second time.</summary>
public sealed class LawMatrixTests
{
    private static readonly Dictionary<(string Action, string State), string[]> Allowed = new()
    {
        [("accept", "reported")] = ["acceptor", "system"],
        [("reject", "reported")] = ["acceptor"],
        [("file", "pending_filing")] = ["shift_leader"],
        [("decline", "pending_filing")] = ["shift_leader"],
        [("dispatch", "pending_dispatch")] = ["dispatcher"],
        [("handle", "pending_handling")] = ["department"],
        [("feedback", "handling")] = ["department"],
        [("check", "pending_check")] = ["collector", "acceptor"],
        [("close", "pending_close")] = ["shift_leader"],
    };

    private static readonly string[] Actions = [.. Allowed.Keys.Select(k => k.Action).Distinct()];

    private static readonly CaseActionInput Filled =
        new() { Opinion = "why", Department = "sanitation", Result = ActionInput.Pass };

    public static TheoryData<string, string, string> Everything()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var action in Actions)
        {
            foreach (var state in CaseStates.All)
            {
                foreach (var role in Roles.All.Keys)
                {
                    data.Add(action, state.Key, role);
                }
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_step_is_allowed_to_its_owner_in_its_state_and_refused_to_all_others(
        string action, string state, string role)
    {
        var law = new CaseLaw(new CaseworkOptions());
        var actor = People.Of(role, "sanitation");
        var owners = Allowed.GetValueOrDefault((action, state));

        if (owners?.Contains(role) == true)
        {
            Assert.Equal(action, law.Judge(state, "sanitation", action, Filled, actor).Action);
            return;
        }

        var refusal = Assert.Throws<CaseActionRefusedException>(
            () => law.Judge(state, "sanitation", action, Filled, actor));
        Assert.Equal(owners is null ? "wrong_state" : "wrong_role", refusal.Code);
        Assert.DoesNotContain(action, refusal.AllowedActions);
        Assert.NotEqual(refusal.Text.Zh, refusal.Text.En);
    }

    [Fact]
    public void Every_state_is_reached_and_every_open_state_is_left()
    {
        var rows = new CaseLaw(new CaseworkOptions()).Rows;

        Assert.Equal(
            CaseStates.All.Select(s => s.Key).Order(),
            rows.Select(r => r.To).Append(CaseStates.Reported).Distinct().Order());
        Assert.Equal(CaseStates.Open.Order(), rows.Select(r => r.From).Distinct().Order());
    }

    [Fact]
    public void Every_row_names_its_clause_known_roles_and_known_inputs()
    {
        string[] inputs = ["opinion", "department", "result", "condition", "evidence"];
        Assert.All(new CaseLaw(new CaseworkOptions()).Rows, row =>
        {
            Assert.StartsWith("§", row.Clause, StringComparison.Ordinal);
            Assert.All(row.Roles, role => Assert.Contains(role, Roles.All.Keys));
            Assert.All(row.Needs.Concat(row.Optional), input => Assert.Contains(input, inputs));
            Assert.NotEqual(row.Action, CaseActions.NameOf(row.Action).En);
        });
    }

    [Theory]
    [InlineData("pending_filing", "file")]
    [InlineData("pending_filing", "decline")]
    [InlineData("pending_close", "close")]
    public void Without_a_shift_leader_the_acceptor_files_declines_and_closes(string state, string action)
    {
        var law = new CaseLaw(new CaseworkOptions { HasShiftLeader = false });

        Assert.Equal(action, law.Judge(state, null, action, Filled, People.Acceptor).Action);
        Assert.Throws<CaseActionRefusedException>(() => law.Judge(state, null, action, Filled, People.ShiftLeader));
    }
}
