using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Casework.Tests;

/// <summary>Every action in every state by every role, against a table written down a second time.</summary>
public sealed class LawMatrixTests
{
    private const string WithDepartment =
        "pending_handling return_requested handling pending_confirmation hung_up pending_review pending_check checking pending_close";

    private const string InHand = "pending_handling handling";

    private const string Done = "closed force_closed archived";

    /// <summary>Action, states, roles: every cell in which a step is allowed.</summary>
    private static readonly (string Action, string States, string Roles)[] Cells =
    [
        ("accept", "reported", "acceptor system"),
        ("send_verify", "reported", "acceptor"),
        ("answer_verify", "verifying", "collector"),
        ("recall_task", "verifying checking", "acceptor"),
        ("reject", "reported", "acceptor"),
        ("merge", "reported pending_filing pending_dispatch", "acceptor shift_leader"),
        ("void", "reported pending_filing pending_dispatch", "acceptor shift_leader"),
        ("void", "self_handled", "acceptor"),
        ("confirm_self_handled", "self_handled", "acceptor"),
        ("file", "pending_filing", "shift_leader"),
        ("decline", "pending_filing", "shift_leader"),
        ("dispatch", "pending_dispatch", "dispatcher system"),
        ("send_back", "pending_dispatch", "dispatcher"),
        ("refer_dispute", "pending_dispatch", "dispatcher"),
        ("rule", "disputed", "leader"),
        ("handle", "pending_handling", "department"),
        ("assign", InHand, "department"),
        ("revoke_assignment", "handling", "department"),
        ("finish", "handling", "handler"),
        ("confirm_result", "pending_confirmation", "department"),
        ("reject_result", "pending_confirmation", "department"),
        ("feedback", "handling", "department"),
        ("assist_feedback", InHand, "department"),
        ("request_return", InHand, "department"),
        ("grant_return", "return_requested", "dispatcher"),
        ("refuse_return", "return_requested", "dispatcher"),
        ("request_delay", InHand, "department"),
        ("grant_delay", InHand, "dispatcher"),
        ("refuse_delay", InHand, "dispatcher"),
        ("request_hang_up", InHand, "department"),
        ("grant_hang_up", InHand, "dispatcher"),
        ("refuse_hang_up", InHand, "dispatcher"),
        ("resume", "hung_up", "dispatcher system"),
        ("pass_review", "pending_review", "dispatcher"),
        ("rework", "pending_review", "dispatcher"),
        ("send_check", "pending_check", "acceptor"),
        ("answer_check", "checking", "collector"),
        ("device_check", "pending_review pending_check checking", "system"),
        ("check", "pending_check", "acceptor system"),
        ("close", "pending_close", "shift_leader"),
        ("check_again", "pending_close", "shift_leader"),
        ("request_void", WithDepartment, "acceptor dispatcher"),
        ("grant_void", WithDepartment, "shift_leader"),
        ("refuse_void", WithDepartment, "shift_leader"),
        ("force_close", "pending_dispatch disputed " + WithDepartment, "leader"),
        ("urge", WithDepartment, "dispatcher leader"),
        ("supervise", "pending_filing", "system"),
        ("repeat", "reported verifying self_handled pending_filing pending_dispatch disputed " + WithDepartment, "collector acceptor"),
        ("repeat", "reported verifying self_handled pending_filing pending_dispatch disputed pending_handling return_requested hung_up pending_review pending_check checking pending_close", "system"),
        ("supervise", "reported verifying self_handled pending_filing pending_dispatch disputed " + WithDepartment, "leader dispatcher"),
        ("answer_supervision", "reported verifying self_handled pending_filing pending_dispatch disputed " + WithDepartment, "acceptor shift_leader"),
        ("answer_supervision", WithDepartment, "department"),
        ("visit", Done, "acceptor"),
        ("reopen", Done, "acceptor"),
        ("reopen", "closed archived", "system"),
        ("reopen", "closed", "collector"),
        ("archive", "closed force_closed", "acceptor system"),
        ("appeal", Done, "department"),
        ("support_appeal", Done, "dispatcher"),
        ("grant_appeal", Done, "acceptor"),
        ("refuse_appeal", Done, "dispatcher"),
        ("refuse_appeal", Done, "acceptor"),
    ];

    private static readonly CaseLaw Law = new(new CaseworkOptions());

    public static TheoryData<string> Actions() => [.. Law.Rows.Select(row => row.Action).Distinct()];

    [Theory]
    [MemberData(nameof(Actions))]
    public void A_step_is_allowed_to_its_owner_in_its_state_and_refused_to_all_others(string action)
    {
        foreach (var state in CaseStates.All.Select(s => s.Key))
        {
            var owners = Cells.Where(c => c.Action == action && c.States.Split(' ').Contains(state))
                .SelectMany(c => c.Roles.Split(' ')).ToHashSet();
            foreach (var role in Roles.All.Keys)
            {
                var actor = People.Of(role, "sanitation");
                var judged = Judge(action, state, role, actor);
                var expected = owners.Contains(role) ? "allowed" : owners.Count == 0 ? "wrong_state" : "wrong_role";
                Assert.Equal((action, state, role, expected), (action, state, role, judged));
            }
        }
    }

    [Fact]
    public void The_second_table_names_every_action()
    {
        Assert.Equal(Law.Rows.Select(row => row.Action).Distinct().Order(), Cells.Select(c => c.Action).Distinct().Order());
    }

    [Fact]
    public void Every_state_is_reached_and_every_open_state_is_left()
    {
        Assert.Equal(
            CaseStates.All.Select(s => s.Key).Order(),
            Law.Rows.Where(r => r.To != r.From).Select(r => r.To).Concat([CaseStates.Reported, CaseStates.SelfHandled]).Distinct().Order());
        Assert.All(CaseStates.Open, state => Assert.Contains(Law.Rows, r => r.From == state && r.To != state));
    }

    [Fact]
    public void Every_row_names_its_clause_known_states_roles_requests_and_inputs()
    {
        string[] inputs =
        [
            "opinion", "basis", "department", "assisting", "result", "category", "condition", "evidence", "collector", "handler",
            "resumeAt", "duplicateOf", "satisfaction", "closingMet",
        ];
        Assert.All(Law.Rows, row =>
        {
            Assert.StartsWith("§", row.Clause, StringComparison.Ordinal);
            Assert.NotNull(CaseStates.Find(row.From));
            Assert.NotNull(CaseStates.Find(row.To));
            Assert.All(row.Roles, role => Assert.Contains(role, Roles.All.Keys));
            Assert.All(row.Needs.Concat(row.Optional), input => Assert.Contains(input, inputs));
            Assert.All(new[] { row.Asks, row.Answers }.OfType<string>(), request => Assert.Contains(request, CaseRequests.All.Keys));
            Assert.NotEqual(row.Action, CaseActions.NameOf(row.Action).En);
        });
    }

    [Fact]
    public void Every_request_is_asked_for_granted_and_refused()
    {
        Assert.All(CaseRequests.All.Keys, request =>
        {
            Assert.Contains(Law.Rows, row => row.Asks == request);
            Assert.Contains(Law.Rows, row => row.Answers == request && row.Kind == StepKind.Duty);
            Assert.Contains(Law.Rows, row => row.Answers == request && row.Kind == StepKind.Against);
        });
    }

    [Theory]
    [InlineData("pending_filing", "file")]
    [InlineData("pending_filing", "decline")]
    [InlineData("pending_close", "close")]
    public void Without_a_shift_leader_the_acceptor_files_declines_and_closes(string state, string action)
    {
        var law = new CaseLaw(new CaseworkOptions { HasShiftLeader = false });
        var facts = new CaseFacts { State = state };

        Assert.Equal(action, law.Judge(facts, action, Filled(action), People.Acceptor).Action);
        Assert.Throws<CaseActionRefusedException>(() => law.Judge(facts, action, Filled(action), People.ShiftLeader));
    }

    private static string Judge(string action, string state, string role, Actor actor)
    {
        try
        {
            _ = Law.Judge(FactsFor(action, state, role, actor), action, Filled(action), actor);
            return "allowed";
        }
        catch (CaseActionRefusedException refusal)
        {
            Assert.NotEqual(refusal.Text.Zh, refusal.Text.En);
            return refusal.Code;
        }
    }

    /// <summary>A case that nothing but state and role stands against.</summary>
    private static CaseFacts FactsFor(string action, string state, string role, Actor actor) => new()
    {
        State = state,
        Reporter = actor.UserId,
        Department = "sanitation",
        Assisting = action == "assist_feedback" ? ["sanitation"] : [],
        Handler = action is "finish" or "revoke_assignment" ? actor.UserId : null,
        Checked = ActionInput.Pass,
        Returns = action == "refer_dispute" ? 1 : 0,
        IsOverdue = action == "appeal",
        IsSupervised = action == "answer_supervision",
        Request = Law.Rows.FirstOrDefault(row => row.Action == action && row.Answers is not null && row.Roles.Contains(role))?.Answers,
    };

    private static CaseActionInput Filled(string action) => new()
    {
        Opinion = "why",
        Basis = "§ 4",
        Department = "sanitation",
        Handler = "user",
        ResumeAt = 1,
        DuplicateOf = "E1",
        Satisfaction = "satisfied",
        ClosingMet = true,
        Result = action == CaseActions.AnswerVerify ? ActionInput.Exists : ActionInput.Pass,
    };
}
