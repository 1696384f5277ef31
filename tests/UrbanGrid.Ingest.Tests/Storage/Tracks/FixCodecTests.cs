using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Observations;
using UrbanGrid.Ingest.Storage.Tracks;

namespace UrbanGrid.Ingest.Tests.Storage.Tracks;

/// <summary>Fixes as bytes.</summary>
public sealed class FixCodecTests
{
    [Fact]
    public void Whatever_is_written_is_read_to_the_precision_that_is_promised()
    {
        var random = new Random(808);
        var fixes = Enumerable.Range(0, 2_000).Select(_ => Any(random)).ToList();
        var (names, bytes, codec) = (new AttributeNames(), new TrackBytes(), default(FixCodec));
        fixes.ForEach(f => codec.Write(bytes, f, names));

        var read = new List<PositionSample>();
        TrackFixes.Decode(bytes.Written, names, long.MinValue, long.MaxValue, read);
        Assert.Equal(fixes.Count, read.Count);
        foreach (var (sent, kept) in fixes.Zip(read))
        {
            Assert.Equal(sent.Timestamp, kept.Timestamp);
            Assert.Equal(sent.Place.Lat, kept.Place.Lat, 0.6e-7);
            Assert.Equal(sent.Place.Lon, kept.Place.Lon, 0.6e-7);
            Assert.Equal(sent.SpeedKmh ?? -1, kept.SpeedKmh ?? -1, 0.0051);
            Assert.Equal(sent.AltitudeM ?? -1e9, kept.AltitudeM ?? -1e9, 0.0051);
            Assert.Equal(sent.CourseDeg is null, kept.CourseDeg is null);
            Assert.Equal(sent.Attributes.OrderBy(a => a.Key), kept.Attributes.OrderBy(a => a.Key));
        }
    }

    [Fact]
    public void A_second_of_driving_takes_a_few_bytes()
    {
        var (names, bytes, codec) = (new AttributeNames(), new TrackBytes(), default(FixCodec));
        for (var i = 0; i < 1_000; i++)
        {
            codec.Write(
                bytes,
                new PositionSample(
                    1_772_452_800_000 + (i * 1_000), new GeoPoint(Math.Round(31.2304 + (i * 9e-5), 6), 121.4737), 36, 0, 4, null,
                    new Dictionary<string, double> { ["ignition"] = 1, ["odometer_km"] = 52_000 + (i / 10 * 0.1), ["satellites"] = 14 }),
                names);
        }

        Assert.InRange(bytes.Length / 1_000.0, 5, 16);
    }

    private static PositionSample Any(Random random) => new(
        random.NextInt64(0, 4_000_000_000_000), new GeoPoint((random.NextDouble() * 180) - 90, (random.NextDouble() * 360) - 180),
        Maybe(random, 300), Maybe(random, 360), random.Next(3) == 0 ? null : (random.NextDouble() * 9_000) - 500, Maybe(random, 50),
        Enumerable.Range(0, random.Next(5)).ToDictionary(i => $"name{random.Next(40)}{i}", _ => random.Next(4) switch
        {
            0 => random.Next(-5, 5),
            1 => random.NextDouble() * 1e6,
            2 => 4_294_967_295,
            _ => random.NextDouble() * double.MaxValue,
        }));

    private static double? Maybe(Random random, double below) => random.Next(3) == 0 ? null : random.NextDouble() * below;
}
