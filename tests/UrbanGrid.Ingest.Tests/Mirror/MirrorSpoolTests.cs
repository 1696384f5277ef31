using System.Text;
using UrbanGrid.Ingest.Mirror;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Mirror;

public sealed class MirrorSpoolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_staged_is_read_only_when_it_is_confirmed()
    {
        using var spool = Open();
        spool.Stage("a 1\n"u8);
        Assert.Null(spool.Read(10));
        spool.Cancel();
        spool.Stage("b 1\nc 1\n"u8);
        spool.Confirm();

        Assert.Equal("b 1\nc 1\n", Text(spool.Read(10)));
        Assert.Equal("b 1\n", Text(spool.Read(1)));
    }

    [Fact]
    public void It_goes_on_where_it_was_after_a_restart_and_forgets_half_a_line()
    {
        using (var spool = Open())
        {
            spool.Stage("a 1\nb 1\n"u8);
            spool.Confirm();
            spool.Advance(spool.Read(1)!);
            spool.Stage("c 1\nhalf"u8);
        }

        using var again = Open();
        Assert.Equal("b 1\nc 1\n", Text(again.Read(10)));
        again.Stage("d 1\n"u8);
        again.Confirm();
        again.Advance(again.Read(10)!);
        Assert.Equal("d 1\n", Text(again.Read(10)));
        again.Advance(again.Read(10)!);
        Assert.Null(again.Read(10));
        Assert.Equal(0, again.Backlog);
    }

    [Fact]
    public void Beyond_its_bound_the_oldest_lines_go_and_are_counted()
    {
        using var spool = Open(32 * 1024);
        var line = Encoding.UTF8.GetBytes(new string('x', 99) + "\n");
        for (var i = 0; i < 1_000; i++)
        {
            spool.Stage(line);
            spool.Confirm();
        }

        Assert.True(spool.Backlog <= 32 * 1024);
        Assert.Equal(1_000, spool.Dropped + (spool.Backlog / line.Length));
        Assert.NotNull(spool.Read(1));
    }

    private MirrorSpool Open(long bound = 1 << 20) => new(_folder.Path, bound);

    private static string Text(MirrorSlice? slice) => Encoding.UTF8.GetString(slice!.Bytes.Span);
}
