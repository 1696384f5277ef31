using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.LeftObject.Judges;

/// <summary>
/// A person far away who stands is as still as a bag to every other judge. Asks OpenCV's people detector about once a
/// second; it is the only costly judge, so it comes last.
/// </summary>
internal sealed class PersonJudge(LeftObjectSettings settings) : IJudge
{
    /// <inheritdoc/>
    public string Name => "person";

    /// <inheritdoc/>
    public Opinion Judge(in Hearing hearing)
    {
        var box = hearing.Region.Box;
        if (box.Width > settings.PersonAspectMax * box.Height)
        {
            return Opinion.Agree();
        }

        if (hearing.Now - hearing.Region.ShapedAt > settings.PersonStillSeconds)
        {
            return Opinion.Agree(0);
        }

        var votes = hearing.Region.Votes;
        if (hearing.Now - votes.LastAt >= settings.VoteEverySeconds)
        {
            votes.Add(hearing.Now, Pictures.PersonScore(hearing.Jpeg, hearing.Box) is not null);
        }

        return votes.Count < settings.VotesMin || votes.PersonShare >= settings.PersonShare
            ? Opinion.Wait
            : Opinion.Agree(1 - votes.PersonShare);
    }
}
