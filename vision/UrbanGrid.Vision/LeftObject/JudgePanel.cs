using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.LeftObject.Judges;

namespace UrbanGrid.Vision.LeftObject;

/// <summary>All judges, in the order in which they are heard; the first that does not agree decides.</summary>
internal sealed class JudgePanel(LeftObjectSettings settings, FixtureBook fixtures, AskThing? things)
{
    /// <summary>These know early whether it is a thing at all.</summary>
    private readonly IJudge[] _early = [new FixtureJudge(fixtures), new LightJudge(settings), new RemovedJudge(settings)];

    private readonly IJudge[] _late =
    [
        new FragmentJudge(settings),
        new ShapeJudge(settings),
        new SlimJudge(settings),
        new OwnerJudge(settings),
        new PersonJudge(settings, things),
        new RestlessJudge(settings),
    ];

    /// <summary>The common opinion; when all agree, its margin is the alarm's score, 0.5..1.</summary>
    /// <param name="hearing">What is judged.</param>
    /// <param name="full">False: only the judges that know early, as long as the dwell is far from over.</param>
    /// <param name="objection">Name of the judge that did not agree.</param>
    public Opinion Judge(in Hearing hearing, bool full, out string? objection)
    {
        var margins = 0.0;
        foreach (var judge in full ? _early.Concat(_late) : _early)
        {
            var opinion = judge.Judge(hearing);
            if (opinion.Ruling != Ruling.Agree)
            {
                objection = judge.Name;
                return opinion;
            }

            margins += opinion.Margin;
        }

        objection = null;
        return Opinion.Agree(0.5 + (margins / (_early.Length + _late.Length) / 2));
    }
}
