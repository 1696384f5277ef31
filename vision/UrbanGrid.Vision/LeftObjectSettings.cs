using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision;

/// <summary>
/// Every threshold of the left-object detector. Pixels are those of the work grid (about 320×180), grey levels are those
/// after the square-root tone curve, times are seconds.
/// </summary>
internal sealed record LeftObjectSettings
{
    /// <summary>Pixels of the work grid: a bag 30 m away is still a hundred of them, and a frame costs about a millisecond.</summary>
    public int GridPixels { get; init; } = 320 * 180;

    /// <summary>First look at the scene; its median drops whoever walks through meanwhile.</summary>
    public double LearnSeconds { get; init; } = 1.5;

    /// <summary>Time constant of the background; follows the sun, not a cloud.</summary>
    public double BackgroundTau { get; init; } = 15;

    /// <summary>Time constant of the candidate layer.</summary>
    public double CandidateTau { get; init; } = 1.5;

    /// <summary>Grey levels that a pixel must differ: this times its noise …</summary>
    public double NoiseFactor { get; init; } = 3;

    /// <summary>… plus this, …</summary>
    public double NoiseBase { get; init; } = 6;

    /// <summary>… but never less …</summary>
    public double ThresholdLow { get; init; } = 12;

    /// <summary>… nor more, or leaves in the wind would hide everything.</summary>
    public double ThresholdHigh { get; init; } = 40;

    /// <summary>Support that a candidate value can save up: passers-by of half this length do not reset it.</summary>
    public double SupportMax { get; init; } = 6;

    /// <summary>Support from which a pixel counts as static.</summary>
    public double SupportStatic { get; init; } = 1.5;

    /// <summary>Support lost per second while something is in front.</summary>
    public double DecayCovered { get; init; } = 2;

    /// <summary>Support lost per second while the background shows.</summary>
    public double DecayBackground { get; init; } = 3;

    /// <summary>Grey levels off the ground's own colour that a shadow may leave.</summary>
    public double LightResidual { get; init; } = 7;

    /// <summary>Darkest a shadow makes the ground, relative.</summary>
    public double LightDarkest { get; init; } = -0.32;

    /// <summary>Brightest a reflection makes the ground, relative.</summary>
    public double LightBrightest { get; init; } = 0.3;

    /// <summary>Grey levels per pixel that the inside of a shadow varies at most.</summary>
    public double LightSlope { get; init; } = 4;

    /// <summary>Share of the picture that differs when the camera was turned or covered.</summary>
    public double ChangedShare { get; init; } = 0.65;

    /// <summary>How long a changed picture must hold still to become the new background.</summary>
    public double ChangedSettleSeconds { get; init; } = 5;

    /// <summary>Smallest blob: 240 pixels of a 640×360 picture.</summary>
    public int AreaMin { get; init; } = 60;

    /// <summary>Largest thing, as a share of the picture; more is a lorry, a train or a change of the scene.</summary>
    public double AreaMaxShare { get; init; } = 0.12;

    /// <summary>Blobs over the largest size become background after this time.</summary>
    public double LargeSettleSeconds { get; init; } = 120;

    /// <summary>Overlap (IoU) from which a blob is the region of the frame before.</summary>
    public double SameOverlap { get; init; } = 0.5;

    /// <summary>Overlap under which a region has changed its shape, because the owner stepped off it.</summary>
    public double SameShapeOverlap { get; init; } = 0.85;

    /// <summary>How long a changed shape must stay before it is taken as the new one.</summary>
    public double ReshapeSeconds { get; init; } = 0.9;

    /// <summary>Judges hear a region so long after it was first seen; earlier, a part of a thing passes for the whole.</summary>
    public double ShapeSeconds { get; init; } = 1.2;

    /// <summary>It becomes background at a judge's word only so long after its mask was taken, for the same reason.</summary>
    public double AbsorbSeconds { get; init; } = 1.8;

    /// <summary>A region may be hidden so long before it is given up.</summary>
    public double HiddenSeconds { get; init; } = 20;

    /// <summary>The same for a region that has been reported, so that a parked van in front does not report it twice.</summary>
    public double HiddenReportedSeconds { get; init; } = 180;

    /// <summary>Share of a region's box inside a larger one's from which it is a part of that.</summary>
    public double PartCover { get; init; } = 0.8;

    /// <summary>The background must show so long before a region is gone.</summary>
    public double GoneSeconds { get; init; } = 1;

    /// <summary>A blob was put down at most so long before it was seen as static.</summary>
    public double BornBackSeconds { get; init; } = 6;

    /// <summary>Somebody must have moved there this long before it appeared.</summary>
    public double OwnerBackSeconds { get; init; } = 3;

    /// <summary>Whoever brought a faint thing that was seen late is looked for at most so far back.</summary>
    public double OwnerSearchSeconds { get; init; } = 15;

    /// <summary>How far around a thing somebody counts as present: this times its longer side, …</summary>
    public double ReachFactor { get; init; } = 0.6;

    /// <summary>… at least this (pixels) …</summary>
    public int ReachMin { get; init; } = 20;

    /// <summary>… and at most this.</summary>
    public int ReachMax { get; init; } = 40;

    /// <summary>Movement this long ago still counts as presence; longer, and a busy pavement would never be alone.</summary>
    public double PresenceSeconds { get; init; } = 2;

    /// <summary>Moving pixels that make a presence: this many …</summary>
    public int PresencePixels { get; init; } = 60;

    /// <summary>… or this share of the thing, whichever is more.</summary>
    public double PresenceShare { get; init; } = 0.2;

    /// <summary>Added to a dumping zone's dwell: when an owner was gone cannot be told more exactly at one picture a second.</summary>
    public double AloneMarginSeconds { get; init; } = 0.8;

    /// <summary>Without movement near it for so long, a thing is alone, and has been since the last one; people who wait move more often.</summary>
    public double QuietSeconds { get; init; } = 2;

    /// <summary>Presence without a break from which the dwell is turned back; shorter only pauses it.</summary>
    public double PresenceTurnsBackSeconds { get; init; } = 15;

    /// <summary>Lowest height of somebody who walks that tells people's height, pixels: lower, and a cat or half a person passes for one.</summary>
    public int PersonHeightMin { get; init; } = 12;

    /// <summary>Sightings of people from which their height at a place is known …</summary>
    public int PeopleMin { get; init; } = 6;

    /// <summary>… and how many are kept; some minutes of an ordinary pavement.</summary>
    public int PeopleKept { get; init; } = 48;

    /// <summary>Height against people's at its place from which something may be somebody; a bag is less than 0.6, children and bent heads are more than this.</summary>
    public double StanderHeightMin { get; init; } = 0.8;

    /// <summary>Width against height of somebody who stands alone, shadow and elbows included; a cabinet is wider.</summary>
    public double StanderAspectMax { get; init; } = 0.6;

    /// <summary>Share of somebody who stands that does not move; less, and he passes by.</summary>
    public double StanderStillShare { get; init; } = 0.5;

    /// <summary>Share of a region that differs from itself when something is in front of it.</summary>
    public double CoveredShare { get; init; } = 0.5;

    /// <summary>Share of a thing that must lie in a dumping zone.</summary>
    public double DumpingZoneShare { get; init; } = 0.6;

    /// <summary>Share of a thing that must lie in an occupancy zone; cars reach over its edge.</summary>
    public double OccupancyZoneShare { get; init; } = 0.4;

    /// <summary>Correlation with the background from which a change is only light …</summary>
    public double LightLikeness { get; init; } = 0.75;

    /// <summary>… if the ground's fine structure shows through as well …</summary>
    public double LightTextureLikeness { get; init; } = 0.65;

    /// <summary>… where it has any: fine structure of the ground from which it tells, grey levels.</summary>
    public double TellingTexture { get; init; } = 1.2;

    /// <summary>
    /// Left or taken away: a thing was left if the ground before resembled the surroundings more than it does now. Weight of
    /// the colours' resemblance (-1..1), …
    /// </summary>
    public double LeftSurroundWeight { get; init; } = 0.9;

    /// <summary>… of the logarithm of edges along the outline, now against before, …</summary>
    public double LeftEdgeWeight { get; init; } = 0.25;

    /// <summary>… of the outline's points that became rougher less those that became smoother (-1..1), …</summary>
    public double LeftOutlineWeight { get; init; } = 0.3;

    /// <summary>… and of its contrast with the surroundings, now against before (-1..1).</summary>
    public double LeftContrastWeight { get; init; } = 0.1;

    /// <summary>Weighted sum needed for "left" in a dumping zone.</summary>
    public double LeftEvidence { get; init; } = 0.15;

    /// <summary>The same in an occupancy zone, where a van that drove off leaves no doubt.</summary>
    public double OccupancyLeftEvidence { get; init; } = 0.06;

    /// <summary>Weighted sum under which it has been taken away.</summary>
    public double RemovedEvidence { get; init; } = -0.15;

    /// <summary>Other static foreground around it, against its own area, from which it is a part of something larger.</summary>
    public double FragmentShare { get; init; } = 2;

    /// <summary>Area against its convex hull.</summary>
    public double SolidityMin { get; init; } = 0.4;

    /// <summary>Narrowest width against height.</summary>
    public double AspectMin { get; init; } = 0.2;

    /// <summary>Widest width against height.</summary>
    public double AspectMax { get; init; } = 5;

    /// <summary>Widest width against height in an occupancy zone: goods and bicycles stand in rows.</summary>
    public double OccupancyAspectMax { get; init; } = 12;

    /// <summary>
    /// Moving pixels at its arrival against its area, its own included; a thing that nobody brought was uncovered, or is a
    /// door that opened.
    /// </summary>
    public double OwnerShare { get; init; } = 2.4;

    /// <summary>So many are enough however large the thing is: somebody beside a heap is smaller than the heap.</summary>
    public double OwnerPixelsEnough { get; init; } = 1200;

    /// <summary>Whoever brought a thing still moves near it so long after it came to rest.</summary>
    public double LeavingSeconds { get; init; } = 0.6;

    /// <summary>Width against height up to which something may be somebody who stands: in a dumping zone if nobody was seen to leave it.</summary>
    public double UprightAspectMax { get; init; } = 0.75;

    /// <summary>Correlation with its own picture that four looks of five must reach.</summary>
    public double RestLikeness { get; init; } = 0.8;

    /// <summary>Mean share of it that may differ from the candidate layer.</summary>
    public double RestCovered { get; init; } = 0.2;

    /// <summary>A thing whose picture was taken while something hid it looks different, and alike, for so long: it is taken anew.</summary>
    public double OtherLookSeconds { get; init; } = 5;

    /// <summary>Likenesses to the picture that differ by less are the same look.</summary>
    public double SameLookSpread { get; init; } = 0.1;

    /// <summary>A look at a region is none when more of it is covered.</summary>
    public double LookCoveredMax { get; init; } = 0.25;

    /// <summary>Looks at a region are remembered so long.</summary>
    public double AppearanceSeconds { get; init; } = 30;

    /// <summary>Looks right after it was first seen are left out.</summary>
    public double SettlingSeconds { get; init; } = 1;

    /// <summary>Judges hear a region this long before its dwell is over, so that the votes are there in time.</summary>
    public double HearingBeforeSeconds { get; init; } = 3.2;

    /// <summary>Light and ghosts are judged, and absorbed, after this dwell.</summary>
    public double SettledSeconds { get; init; } = 6;

    /// <summary>Time between two hearings.</summary>
    public double HearingEverySeconds { get; init; } = 0.4;

    /// <summary>Time between two looks for a person.</summary>
    public double VoteEverySeconds { get; init; } = 0.9;

    /// <summary>Votes count so long.</summary>
    public double VoteSeconds { get; init; } = 8;

    /// <summary>Votes needed.</summary>
    public int VotesMin { get; init; } = 3;

    /// <summary>Share of votes for "person" that objects.</summary>
    public double PersonShare { get; init; } = 0.25;

    /// <summary>Whoever stands right beside a thing is looked for within so many of its longer sides.</summary>
    public int FigureReach { get; init; } = 2;

    /// <summary>Area of thing and bystander against the thing's own from which there is a bystander.</summary>
    public double FigureSize { get; init; } = 1.5;

    /// <summary>Somebody who stands is not wider than this times his height; cars and bags mostly are.</summary>
    public double PersonAspectMax { get; init; } = 0.8;

    /// <summary>The same for somebody together with the thing at his feet.</summary>
    public double FigureAspectMax { get; init; } = 1.1;

    /// <summary>Nobody stands so long without moving; what the people detector still takes for a person is a post or a bag.</summary>
    public double PersonStillSeconds { get; init; } = 180;

    /// <summary>A region that the judges have refused for so long becomes background.</summary>
    public double RefusedSeconds { get; init; } = 600;

    /// <summary>Share of a thing's lowest third in an occupancy zone that is enough: a lorry is higher than the lane it stands in.</summary>
    public double OccupancyFootShare { get; init; } = 0.65;

    /// <summary>Share of an occupancy zone that a thing covers, which is enough whatever else it covers.</summary>
    public double OccupancyCoversShare { get; init; } = 0.5;

    /// <summary>A reported thing that has gone may come to rest beside its place for so long: then it is the same alarm.</summary>
    public double MayBeMovedSeconds { get; init; } = 6.5;

    /// <summary>Likeness to its own picture from which a reported thing is still there although it hardly differs from the background …</summary>
    public double StillThereLikeness { get; init; } = 0.9;

    /// <summary>… and how much more it must resemble itself than the background does.</summary>
    public double StillThereGain { get; init; } = 0.2;

    /// <summary>Least area, against the other's, with which two regions may be the same thing that was moved a little.</summary>
    public double SameThingAreaMin { get; init; } = 0.4;

    /// <summary>Likeness of colours (Bhattacharyya, 0..1) from which two regions may be the same thing.</summary>
    public double SameThingColours { get; init; } = 0.7;

    /// <summary>Width of an umbrella or roof against what stands under it, from which both are one thing.</summary>
    public double CanopyWidth { get; init; } = 0.75;

    /// <summary>Gap between two regions, pixels, up to which they are pieces of one thing …</summary>
    public int PieceGap { get; init; } = 6;

    /// <summary>… if they came to rest within so many seconds.</summary>
    public double PieceSeconds { get; init; } = 4;

    /// <summary>Growth of its area from which a reported pile is told once more.</summary>
    public double GrownFactor { get; init; } = 1.4;

    /// <summary>The larger shape must stay so long first.</summary>
    public double GrownSeconds { get; init; } = 10;

    /// <summary>Time between two looks at what moves.</summary>
    public double MoversEverySeconds { get; init; } = 0.35;

    /// <summary>What moved is remembered so long.</summary>
    public double MoversKeptSeconds { get; init; } = 12;

    /// <summary>Smallest mover that can have brought a thing, against the thing's area.</summary>
    public double MoverShareMin { get; init; } = 0.3;

    /// <summary>Somebody who walks is narrower than this times his height.</summary>
    public double PersonMoverAspectMax { get; init; } = 0.8;

    /// <summary>A vehicle is wider than this times its height …</summary>
    public double VehicleMoverAspectMin { get; init; } = 1.1;

    /// <summary>… and fills this share of its box; people beside each other do not.</summary>
    public double VehicleMoverFull { get; init; } = 0.6;

    /// <summary>Overlap (IoU) with an accepted fixture's box from which a thing stands in its place.</summary>
    public double FixtureOverlap { get; init; } = 0.45;

    /// <summary>Correlation of its look with the accepted one from which it is the same.</summary>
    public double FixtureLikeness { get; init; } = 0.7;

    /// <summary>Difference of the colour's shares (0..1) up to which it is the same.</summary>
    public double FixtureColourDistance { get; init; } = 0.05;

    /// <summary>Fixtures kept; the oldest go first.</summary>
    public int FixturesMax { get; init; } = 64;

    /// <summary>A change of the whole scene's light fades from the log with this time constant.</summary>
    public double LightLogSeconds { get; init; } = 60;

    /// <summary>Regions followed at the same time; more is a storm of noise.</summary>
    public int RegionsMax { get; init; } = 64;

    /// <summary>How far around a thing of this size somebody counts as present.</summary>
    public int ReachOf(GridBox box) =>
        (int)Math.Clamp(ReachFactor * Math.Max(box.Width, box.Height), ReachMin, ReachMax);

    /// <summary>The part that the native scene needs.</summary>
    public SceneSettings ToSceneSettings() => new()
    {
        LearnSeconds = (float)LearnSeconds,
        BackgroundTau = (float)BackgroundTau,
        CandidateTau = (float)CandidateTau,
        NoiseFactor = (float)NoiseFactor,
        NoiseBase = (float)NoiseBase,
        ThresholdLow = (float)ThresholdLow,
        ThresholdHigh = (float)ThresholdHigh,
        SupportMax = (float)SupportMax,
        SupportStatic = (float)SupportStatic,
        DecayCovered = (float)DecayCovered,
        DecayBackground = (float)DecayBackground,
        LightResidual = (float)LightResidual,
        LightDarkest = (float)LightDarkest,
        LightBrightest = (float)LightBrightest,
        LightSlope = (float)LightSlope,
        ChangedShare = (float)ChangedShare,
        ChangedSettleSeconds = (float)ChangedSettleSeconds,
        GridPixels = GridPixels,
        BlobPixelsMin = AreaMin,
    };
}
