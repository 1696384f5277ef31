using UrbanGrid.Casework.Register;

namespace UrbanGrid.Casework.Tests.Places;

/// <summary>What an import says of areas that do not fit together. A hundred-thousandth of a degree is about a metre.</summary>
public sealed class TopologyTests : IDisposable
{
    private const string Grid = "320599001001001";
    private const string SouthEastGrid = "320599001001016";

    private readonly SampleCityCopy _city = new();

    [Fact]
    public void The_sample_city_has_neither_errors_nor_warnings()
    {
        var report = _city.Check();

        Assert.Equal((0, 0, 28), (report.ErrorCount, report.WarningCount, report.Size!.UnitGrids));
    }

    [Fact]
    public void An_overlap_of_two_grids_is_an_error_with_its_place_and_its_square_metres()
    {
        _city.Move("grids.geojson", Grid, p => (p.Lon > 120.5972 ? p.Lon + 0.0001 : p.Lon, p.Lat));

        var fault = Assert.Single(_city.Check().Errors);

        Assert.Equal((CityFaultKind.Overlap, "grids.geojson", "feature 2"), (fault.Kind, fault.File, fault.Where));
        Assert.InRange(fault.AreaM2!.Value, 800, 1_100); // 9.5 m along 100 m
        Assert.InRange(fault.At!.Value.Lon, 120.597, 120.598);
        Assert.Contains($"overlaps {Grid}", fault.Message.En, StringComparison.Ordinal);
        Assert.Contains("重叠", fault.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_between_grids_is_a_warning_and_lets_the_city_in()
    {
        _city.Move("grids.geojson", Grid, p => (p.Lon > 120.5972 ? p.Lon - 0.0001 : p.Lon, p.Lat));

        var report = _city.Check();

        Assert.Equal(0, report.ErrorCount);
        var gap = report.Warnings.First(w => w.Kind == CityFaultKind.Gap);
        Assert.Equal(("communities.geojson", "feature 1"), (gap.File, gap.Where));
        Assert.InRange(gap.AreaM2!.Value, 800, 1_100);
        Assert.NotNull(report.Size);
    }

    [Fact]
    public void A_grid_that_crosses_into_the_next_community_is_an_error_that_names_it()
    {
        _city.Move("grids.geojson", SouthEastGrid, p => (p.Lon > 120.6 ? p.Lon + 0.0002 : p.Lon, p.Lat));

        var report = _city.Check();

        var fault = Assert.Single(report.Errors, e => e.Kind == CityFaultKind.OutsideParent);
        Assert.Contains("crosses the boundary of 320599001001 into 320599001002", fault.Message.En, StringComparison.Ordinal);
        Assert.InRange(fault.AreaM2!.Value, 1_500, 2_300);
    }

    [Fact]
    public void A_community_outside_its_sub_district_is_an_error()
    {
        _city.Move("communities.geojson", "320599001002", p => (p.Lon > 120.603 ? p.Lon + 0.0005 : p.Lon, p.Lat));

        var fault = _city.Check().Errors[0];

        Assert.Equal((CityFaultKind.OutsideParent, "communities.geojson", "feature 2"), (fault.Kind, fault.File, fault.Where));
        Assert.Contains("outside its parent 320599001", fault.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Rounding_of_the_last_digits_is_no_fault()
    {
        _city.Move("grids.geojson", Grid, p => (p.Lon > 120.5972 ? p.Lon + 0.0000001 : p.Lon, p.Lat));

        Assert.Equal((0, 0), (_city.Check().ErrorCount, _city.Check().WarningCount));
    }

    [Fact]
    public void A_district_without_sub_districts_has_one_gap_and_no_end_of_faults()
    {
        _city.Change("sub-districts.geojson", features => features.Clear());

        var report = _city.Check();

        Assert.All(report.Errors, e => Assert.Equal(CityFaultKind.Reference, e.Kind));
        Assert.True(report.ErrorCount > 0);
    }

    public void Dispose() => _city.Dispose();
}
