using System.Text.Json.Nodes;
using UrbanGrid.Ingest.Jt808.Decoding;
using UrbanGrid.Ingest.Jt808.Messages;
using UrbanGrid.TestKit;

namespace UrbanGrid.Ingest.Tests.Jt808;

/// <summary>Frames that others published, and what they mean.</summary>
public sealed class FrameVectorTests
{
    public static TheoryData<string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var line in File.ReadLines(Repository.PathOf("tests", "UrbanGrid.Ingest.Tests", "Jt808", "vectors.tsv")).Where(l => !l.StartsWith('#')))
            {
                var cells = line.Split('\t');
                data.Add(cells[1], cells[2]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_published_frame_says_what_its_publisher_says(string hex, string expected)
    {
        var frame = Assert.Single(FrameDecoder.Decode([hex]));

        Assert.True((bool)frame["checksum"]!["ok"]!);
        Assert.All(expected.Split(';'), pair =>
        {
            var (path, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(value, At(frame, path));
        });
    }

    [Fact]
    public void A_frame_may_be_written_with_spaces_and_0x_and_several_may_stand_in_one_text() =>
        Assert.Equal(
            ["0x0002", "0x0002"],
            FrameDecoder.Decode(["0x7e,0x00 02 0000 01 23 45 67 89 01 7f ff 0a 7e 7e000200000123456789017fff0a7e"]).Select(f => (string?)f["messageId"]));

    [Fact]
    public void A_frame_with_a_wrong_checksum_is_read_and_the_problem_named()
    {
        // Published with this checksum by a vendor's debugging page.
        var frame = FrameDecoder.Decode(["7E0200405C01000000000012345678913CC400000000008C0003015198CF06C158C5000801F200E52203151206110104000716E30302000014040000000015040000000016040000000017020000180300000025040000000030011F310117EF0D49249200000049249011000003DE7E"])[0];

        Assert.Equal("22.124751", At(frame, "body.latitude.value"));
        Assert.Contains(frame["problems"]!.AsArray(), p => ((string)p!).Contains("0xB2", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("7e0200001c01234567890100010000000000000003015972b406cbf6b802230000000116", "does not end with 7e")]
    [InlineData("000200000123456789017fff0a", "does not begin with 7e")]
    [InlineData("7e00027e", "too few")]
    [InlineData("7e02", "too few")]
    [InlineData("zz", "no hexadecimal")]
    public void What_is_torn_or_no_frame_is_told(string text, string problem) =>
        Assert.Contains(FrameDecoder.Decode([text])[0]["problems"]!.AsArray(), p => ((string)p!).Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void A_frame_that_was_cut_off_shows_the_fields_that_are_there()
    {
        var frame = FrameDecoder.Decode(["7e0200001c01234567890100010000000000000003015972b406cbf6b802230000000116"])[0];

        Assert.Equal("22.639284", At(frame, "body.latitude.value"));
        Assert.Null(frame["body"]!["time"]);
    }

    [Fact]
    public void A_frame_with_the_version_bit_and_the_short_number_is_read_by_its_form()
    {
        var frame = FrameDecoder.Decode([WithChecksum("0002400001234567890100ff")])[0];

        Assert.Equal("012345678901", (string?)frame["phone"]);
        Assert.Contains(frame["problems"]!.AsArray(), p => ((string)p!).StartsWith("The version bit (14) is set", StringComparison.Ordinal));
    }

    [Fact]
    public void A_frame_of_2019_with_the_registration_of_2013_is_read_by_its_length()
    {
        var frame = FrameDecoder.Decode([WithChecksum("0100402c0100000000012345678901" + "0000" + "001f007363640000007777772e3830382e636f6d0000000000000000003736353433323101b2e24131323334")])[0];

        Assert.Equal("2013", (string?)frame["bodyVersion"]);
        Assert.Equal("测A1234", (string?)frame["body"]!["plate"]);
        Assert.Contains(frame["problems"]!.AsArray(), p => (string?)p == "The frame is of 2019, its body of an older edition.");
    }

    [Fact]
    public void A_position_keeps_items_nobody_knows_and_one_that_runs_past_the_end()
    {
        var frame = FrameDecoder.Decode([WithChecksum("02000028012345678901000100000000000000030159 72b406cbf6b8022300000001 160613175713 e102abcd 9901ff 0104 0000".Replace(" ", "", StringComparison.Ordinal))])[0];
        var items = frame["body"]!["items"]!.AsArray();

        Assert.Equal(["0xE1", "0x99", "0x01"], items.Select(i => (string?)i!["id"]));
        Assert.Equal("ABCD", (string?)items[0]!["hex"]);
        Assert.Equal("0000", (string?)items[2]!["hex"]);
        Assert.Contains(frame["problems"]!.AsArray(), p => ((string)p!).Contains("4 bytes announced, 2 there", StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_that_is_none_shows_its_digits()
    {
        var frame = FrameDecoder.Decode([WithChecksum("0200001c0123456789010001000000000000000301 5972b4 06cbf6b8 0223 0000 0001 000000000000".Replace(" ", "", StringComparison.Ordinal))])[0];

        Assert.Equal("000000000000", (string?)frame["body"]!["time"]);
        Assert.NotEmpty(frame["problems"]!.AsArray());
    }

    [Fact]
    public void Packages_given_together_are_joined()
    {
        var body = "0000006f0000077b" + "ffd8" + string.Concat(Enumerable.Repeat("11", 20)) + "ffd9";
        var first = WithChecksum("080120" + "10" + "012345678901" + "0005" + "00020001" + body[..32]);
        var second = WithChecksum("080120" + "10" + "012345678901" + "0006" + "00020002" + body[32..]);

        var shown = FrameDecoder.Decode([second, first]);

        Assert.Equal(3, shown.Count);
        Assert.Equal(body[16..].ToUpperInvariant(), (string?)shown[2]["body"]!["data"]);
        Assert.Equal("2", shown[2]["joinedFrom"]!.ToString());
    }

    [Fact]
    public void The_documentation_lists_every_message()
    {
        var page = File.ReadAllText(Repository.PathOf("docs", "jt808.md"));

        Assert.All(MessageTable.All, m => Assert.Contains($"| 0x{m.Id:X4} | {(m.IsDown ? "down" : "up")} | {m.Names.Zh} · {m.Names.En} |", page, StringComparison.Ordinal));
    }

    private static string? At(JsonNode frame, string path)
    {
        JsonNode? node = frame;
        foreach (var step in path.Split('.'))
        {
            node = node is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : node?[step];
        }

        return node?.ToString();
    }

    private static string WithChecksum(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        return $"7e{hex}{bytes.Aggregate((a, b) => (byte)(a ^ b)):x2}7e";
    }
}
