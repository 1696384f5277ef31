using UrbanGrid.Casework.Cases;

namespace UrbanGrid.Casework.Tests;

/// <summary>Reports that tests start from.</summary>
internal static class Reports
{
    public const string Photo = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>暴露垃圾, seen by a camera: 4 working hours.</summary>
    public static CaseReport Garbage(string key) => new()
    {
        SourceKey = key,
        Source = ReportSource.Camera,
        Category = "event/0110",
        Lat = 31.3005,
        Lon = 120.6005,
        Description = new LocalText("路边有垃圾袋", "A bag of garbage at the kerb"),
        Evidence = [new EvidenceLink(Photo, "image/jpeg", "detection", 1_772_409_600_000)],
    };
}
