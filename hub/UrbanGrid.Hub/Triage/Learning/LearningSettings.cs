namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>Every figure that training and assessing depend on.</summary>
public sealed record LearningSettings
{
    /// <summary>Verdicts of a rule under which it has no model: with fewer, thirty weights fit anything.</summary>
    public int MinVerdicts { get; init; } = 30;

    /// <summary>Confirmed and rejected verdicts that a rule needs of each; without both there is nothing to tell apart.</summary>
    public int MinOfEach { get; init; } = 5;

    /// <summary>Newest verdicts of a rule that are learnt from; older ones are of another city, other cameras, other settings.</summary>
    public int MostVerdicts { get; init; } = 5_000;

    /// <summary>Newest verdicts of all rules that are held in memory, for histories and precisions.</summary>
    public int Remembered { get; init; } = 20_000;

    /// <summary>Newest verdicts that a precision is measured over.</summary>
    public int PrecisionWindow { get; init; } = 200;

    /// <summary>
    /// Share of right alarms that is assumed before anything is known. Deployed city systems are right about 70 % of the time.
    /// </summary>
    public double Prior { get; init; } = 0.7;

    /// <summary>Verdicts that the prior of a rule weighs as much as.</summary>
    public double PriorWeight { get; init; } = 10;

    /// <summary>Verdicts that a camera, a place or an hour needs to weigh as much as what lies above it: their effects are shrunk.</summary>
    public double ShrinkWeight { get; init; } = 4;

    /// <summary>Overlap (intersection over union) from which two boxes of one camera are the same place; as fusion has it.</summary>
    public double SamePlaceOverlap { get; init; } = 0.2;

    /// <summary>Hours of a day that count as one time of day: the sun that blinds a camera at 17 h does so at 16 h and 18 h.</summary>
    public int HoursTogether { get; init; } = 3;

    /// <summary>Penalties of the squared weights to choose from; what does best on later verdicts is taken.</summary>
    public IReadOnlyList<double> Penalties { get; init; } = [1, 4, 16, 64, 256];

    /// <summary>Share of the verdicts, oldest first, that is only learnt from; the rest is foretold in <see cref="Blocks"/> blocks.</summary>
    public double FirstShare { get; init; } = 0.4;

    /// <summary>Blocks in time, each foretold from those before it.</summary>
    public int Blocks { get; init; } = 5;

    /// <summary>Share of missing values between this and its complement makes "was it measured" a feature of its own.</summary>
    public double MissingShare { get; init; } = 0.05;

    /// <summary>Standard deviations beyond which a value counts no further, so that one wild reading decides nothing.</summary>
    public double MostDeviations { get; init; } = 4;

    /// <summary>Newest foretold verdicts that a version keeps, to choose thresholds on.</summary>
    public int KeptForetold { get; init; } = 1_000;

    /// <summary>Newest verdicts that two versions are compared on, as a share of all …</summary>
    public double NewestShare { get; init; } = 0.2;

    /// <summary>… and at least so many.</summary>
    public int NewestMin { get; init; } = 15;

    /// <summary>How much higher the mean log loss on the newest verdicts may be for a version to be taken; rounding only.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>New verdicts of a rule after which it is trained at once, without waiting for the night.</summary>
    public int RetrainAfter { get; init; } = 50;

    /// <summary>Hour of the city's night after which a rule with any new verdict is trained.</summary>
    public int NightHour { get; init; } = 3;

    /// <summary>Verdicts of a camera and rule that a threshold needs: with fewer, what it would have done says little of what it will do.</summary>
    public int ThresholdVerdicts { get; init; } = 20;

    /// <summary>Confirmed ones among them; with fewer nobody knows what a threshold would miss.</summary>
    public int ThresholdConfirmed { get; init; } = 5;

    /// <summary>Reasons for an assessment that are told.</summary>
    public int Reasons { get; init; } = 3;

    /// <summary>Log-odds under which a contribution is no reason.</summary>
    public double LeastContribution { get; init; } = 0.05;
}
