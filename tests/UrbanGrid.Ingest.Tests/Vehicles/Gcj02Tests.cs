using UrbanGrid.Contracts;
using UrbanGrid.Ingest.Vehicles.Coordinates;

namespace UrbanGrid.Ingest.Tests.Vehicles;

public sealed class Gcj02Tests
{
    [Fact]
    public void A_place_in_Beijing_is_shown_some_hundred_metres_to_the_north_east()
    {
        // The pair that ports of the reference publish with their tests (eviltransform): 39.9073, 116.39 around Tiananmen.
        var shown = Gcj02.FromWgs84(new GeoPoint(39.907375, 116.391325));

        Assert.InRange(new GeoPoint(39.907375, 116.391325).DistanceTo(shown), 400, 700);
        Assert.True(shown.Lat > 39.907375 && shown.Lon > 116.391325);
    }

    [Fact]
    public void There_and_back_is_the_same_place_to_the_millimetre_all_over_the_country()
    {
        for (var lat = 18.5; lat < 53; lat += 2.3)
        {
            for (var lon = 74.0; lon < 134; lon += 3.1)
            {
                var place = new GeoPoint(lat, lon);

                Assert.InRange(Gcj02.ToWgs84(Gcj02.FromWgs84(place)).DistanceTo(place), 0, 0.001);
            }
        }
    }

    [Fact]
    public void Outside_the_country_nothing_is_shifted()
    {
        var zurich = new GeoPoint(47.37, 8.54);

        Assert.Equal(zurich, Gcj02.FromWgs84(zurich));
        Assert.Equal(zurich, Gcj02.ToWgs84(zurich));
    }
}
