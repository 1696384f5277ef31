namespace UrbanGrid.Vision.Tests.Health;

/// <summary>What is known of a camera's view outlives the process: it may be turned while nobody looks.</summary>
public sealed class ViewMemoryTests
{
    private static readonly Lens Turned = new() { Turned = (60, 20) };
    private static readonly byte[] View = Learn();

    [Fact]
    public void A_camera_that_was_turned_while_nothing_ran_is_found_moved_and_nothing_is_judged_on_its_picture()
    {
        using var film = Restarted(View);
        film.Play(2, Turned);
        Assert.True(film.Pipeline.IsSuspended);
        film.Play(40, Turned);
        Assert.Equal(["+picture_moved"], film.Told);
    }

    [Fact]
    public void One_that_was_not_goes_on_as_before()
    {
        using var film = Restarted(View);
        film.Play(30);
        Assert.Empty(film.Told);
        Assert.False(film.Pipeline.IsSuspended);
        Assert.Equal(0, film.Pipeline.ViewVersion);
    }

    [Fact]
    public void A_view_that_is_accepted_takes_the_place_of_the_one_that_was_kept()
    {
        using var film = Restarted(View);
        film.Play(30, Turned);
        film.Pipeline.AcceptView();
        film.Play(1, Turned);
        Assert.Empty(film.Pipeline.SaveView());
        film.Play(15, Turned);

        using var later = Restarted(film.Pipeline.SaveView());
        later.Play(30, Turned);
        Assert.Empty(later.Told);
    }

    [Fact]
    public void What_was_kept_comes_back_as_it_was()
    {
        using var film = Restarted(View);
        Assert.Equal(View, film.Pipeline.SaveView());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(5_000)]
    public void Bytes_that_are_cut_off_count_as_nothing_kept(int length)
    {
        using var film = Restarted(View[..length]);
        Assert.Empty(film.Pipeline.SaveView());
        film.Play(30, Turned);
        Assert.Empty(film.Told);
    }

    [Fact]
    public void Bytes_of_something_else_count_as_nothing_kept()
    {
        byte[] other = [.. View];
        other[0] ^= 1;
        using var film = Restarted(other);
        Assert.Empty(film.Pipeline.SaveView());
    }

    private static HealthFilm Restarted(byte[] view) => new(new CameraWatch { CameraId = "cam-1", View = view });

    private static byte[] Learn()
    {
        using var film = new HealthFilm();
        film.Play(15);
        Assert.Equal(1, film.Pipeline.ViewVersion);
        return film.Pipeline.SaveView();
    }
}
