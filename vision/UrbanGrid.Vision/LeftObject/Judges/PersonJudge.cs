using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>
/// A person far away who stands is as still as a bag to every other judge. Asks the object detector, or OpenCV's people
/// detector where there is none or it sees nothing, about once a second, except while somebody moves near it, which the
/// clock knows already. It is the only costly judge, so it comes after those that look at shapes.
/// </summary>
internal sealed class PersonJudge(LeftObjectSettings settings, AskThing? things) : IJudge
{
    /// <inheritdoc/>
    public string Name => "person";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var votes = hearing.Region.Votes;
        votes.Forget(hearing.Now);
        if (hearing.Now - votes.LastAt >= settings.VoteEverySeconds && !hearing.Clock.IsAttended)
        {
            Vote(hearing);
        }

        if (votes.Count == 0)
        {
            return Opinion.Agree();
        }

        if (hearing.Now - hearing.Region.ShapedAt > settings.PersonStillSeconds)
        {
            return Opinion.Agree(0);
        }

        return votes.Count < settings.VotesMin || votes.PersonShare >= settings.PersonShare
            ? Opinion.Wait
            : Opinion.Agree(1 - votes.PersonShare);
    }

    private void Vote(in Hearing hearing)
    {
        // Whoever stands beside a thing makes one figure with it, larger than the thing alone.
        var (thing, figure) = (hearing.Region.Box, hearing.Figure);
        var suspect = IsUpright(figure) && figure.Size >= settings.FigureSize * thing.Size ? figure : thing;
        if (things?.Invoke(hearing.Box, hearing.Jpeg) is { } vote)
        {
            hearing.Region.Thing = vote;
            hearing.Region.Votes.Add(hearing.Now, vote.Kind == ThingKind.Person);
        }
        else if (IsUpright(suspect) && hearing.Now - hearing.Region.ShapedAt <= settings.PersonStillSeconds)
        {
            hearing.Region.Votes.Add(hearing.Now, Pictures.PersonScore(hearing.Jpeg, suspect.InPicture(hearing.Frame)) is not null);
        }
    }

    private bool IsUpright(GridBox box) => box.Width <= settings.PersonAspectMax * box.Height;
}
