using UrbanGrid.Casework;
using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Cases;
using UrbanGrid.Casework.Law;

namespace UrbanGrid.Bench;

/// <summary>One step of a case that is yet to be.</summary>
/// <param name="AfterMinutes">Minutes since the step before.</param>
/// <param name="Action">Key of the action.</param>
/// <param name="Actor">Who takes it.</param>
/// <param name="Input">What they fill in.</param>
internal sealed record ScriptStep(double AfterMinutes, string Action, Actor Actor, CaseActionInput Input);

/// <summary>
/// Makes up the lives of cases in the proportions of published months (docs/domain-sources.md §5.5: Huzhou, August 2022): 24 % exposed
/// garbage, 21 % parked vehicles, 12 % stacked goods, 12 % components, 13 % solved on the spot, 4 % raised by citizens; 3 % returned, 4 % delayed,
/// 5 % sent for rework. The same number always makes the same cases.
/// </summary>
internal sealed class CaseScript(Random random)
{
    private const string Picture = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly (string Category, int Share)[] Classes =
    [
        ("event/0110", 4654), ("event/0406", 2600), ("event/0410", 2446), ("event/0136", 2247), ("event/0107", 1508), ("event/0405", 1300),
        ("event/0201", 1262), ("event/0113", 900), ("component/0103", 1100), ("component/0101", 700), ("component/0106", 400),
    ];

    private static readonly int AllShares = Classes.Sum(c => c.Share);

    public CaseReport Report(string key, bool selfHandled)
    {
        var source = random.Next(100) switch { < 4 => ReportSource.Public, < 14 => ReportSource.Camera, < 17 => ReportSource.Sensor, _ => ReportSource.Collector };
        return new CaseReport
        {
            SourceKey = key,
            Source = selfHandled ? ReportSource.Collector : source,
            Category = CategoryOf(random.Next(AllShares)),
            Lat = 31.2990 + (random.NextDouble() * 0.004),
            Lon = 120.5985 + (random.NextDouble() * 0.004),
            Description = new LocalText("路边发现问题，影响通行，请处理", "Something in the way at the roadside, please deal with it"),
            Evidence = selfHandled ? [Link("before"), Link("handling")] : [Link("detection")],
            SelfHandled = selfHandled,
        };
    }

    public bool Chance(int percent) => random.Next(100) < percent;

    /// <summary>Everything that happens to a case after its report.</summary>
    public IEnumerable<ScriptStep> Steps(CaseReport report)
    {
        if (report.SelfHandled)
        {
            yield return Step(20, CaseActions.ConfirmSelfHandled, BenchCity.Acceptor);
            yield break;
        }

        if (report.Source == ReportSource.Public)
        {
            yield return Step(10, CaseActions.SendVerify, BenchCity.Acceptor);
            yield return Step(60, CaseActions.AnswerVerify, BenchCity.Collector(random.Next(50)), new() { Result = ActionInput.Exists });
        }

        if (Chance(4))
        {
            yield return Step(10, CaseActions.Reject, BenchCity.Acceptor, Because("不符合立案条件 does not meet the condition"));
            yield break;
        }

        yield return Step(10, CaseActions.Accept, BenchCity.Acceptor);
        yield return Step(15, CaseActions.File, BenchCity.ShiftLeader);
        var department = Department();
        yield return Step(10, CaseActions.Dispatch, BenchCity.Dispatcher, new() { Department = department });
        if (Chance(3))
        {
            yield return Step(60, CaseActions.RequestReturn, BenchCity.Operator(department), new() { Opinion = "不属本单位 not ours", Basis = "权责清单 list of duties" });
            yield return Step(20, CaseActions.GrantReturn, BenchCity.Dispatcher);
            department = Department();
            yield return Step(10, CaseActions.Dispatch, BenchCity.Dispatcher, new() { Department = department });
        }

        foreach (var step in Handling(department, Chance(4)))
        {
            yield return step;
        }

        foreach (var step in Ending(department, Chance(5)))
        {
            yield return step;
        }
    }

    private static string CategoryOf(int share)
    {
        foreach (var (category, wide) in Classes)
        {
            share -= wide;
            if (share < 0)
            {
                return category;
            }
        }

        return Classes[0].Category;
    }

    private static CaseActionInput Because(string opinion) => new() { Opinion = opinion };

    private static EvidenceLink Link(string stage) => new(Picture, "image/jpeg", stage, 1_772_409_600_000);

    private IEnumerable<ScriptStep> Handling(string department, bool delayed)
    {
        var unit = BenchCity.Operator(department);
        yield return Step(40, CaseActions.Handle, unit);
        if (delayed)
        {
            yield return Step(20, CaseActions.RequestDelay, unit, Because("需要材料 material is needed"));
            yield return Step(20, CaseActions.GrantDelay, BenchCity.Dispatcher);
        }

        if (Chance(50))
        {
            var handler = BenchCity.Handler(department);
            yield return Step(10, CaseActions.Assign, unit, new() { Handler = handler.UserId });
            yield return Step(160, CaseActions.Finish, handler, new() { Opinion = "已处理 done", Evidence = [Link("handling")] });
            yield return Step(20, CaseActions.ConfirmResult, unit);
            yield break;
        }

        yield return Step(200, CaseActions.Feedback, unit, new() { Opinion = "已处理 done", Evidence = [Link("handling")] });
    }

    private IEnumerable<ScriptStep> Ending(string department, bool reworked)
    {
        yield return Step(20, CaseActions.PassReview, BenchCity.Dispatcher);
        var collector = BenchCity.Collector(random.Next(50));
        yield return Step(20, CaseActions.SendCheck, BenchCity.Acceptor, new() { Collector = collector.UserId });
        if (reworked)
        {
            yield return Step(90, CaseActions.AnswerCheck, collector, new() { Result = ActionInput.Fail, Opinion = "仍在 still there" });
            yield return Step(20, CaseActions.Check, BenchCity.Acceptor, new() { Result = ActionInput.Fail, Opinion = "返工 rework" });
            foreach (var step in Handling(department, delayed: false).Concat(Ending(department, reworked: false)))
            {
                yield return step;
            }

            yield break;
        }

        yield return Step(90, CaseActions.AnswerCheck, collector, new() { Result = ActionInput.Pass, Evidence = [Link("check")] });
        yield return Step(15, CaseActions.Check, BenchCity.Acceptor, new() { Result = ActionInput.Pass });
        yield return Step(30, CaseActions.Close, BenchCity.ShiftLeader, new() { ClosingMet = true });
    }

    private string Department() => BenchCity.Departments[random.Next(BenchCity.Departments.Count)];

    /// <summary>Around the usual time; one in ten takes ten times as long.</summary>
    private ScriptStep Step(double minutes, string action, Actor actor, CaseActionInput? input = null) =>
        new(minutes * (0.3 + random.NextDouble()) * (Chance(10) ? 10 : 1), action, actor, input ?? CaseActionInput.None);
}
