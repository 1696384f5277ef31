using System.Text.Json;
using UrbanGrid.Ingest.Paths;

namespace UrbanGrid.Ingest.Tests.Paths;

public sealed class JsonPathTests
{
    private const string Message =
        """{"dev":"a1","data":{"angle":42,"list":[10,20,30]},"items":[{"k":"t","v":1.5},{"k":"h","v":60,"ok":true}],"odd name":7,"电量":88}""";

    [Theory]
    [InlineData("$.dev", "\"a1\"")]
    [InlineData("$['dev']", "\"a1\"")]
    [InlineData("$.data.angle", "42")]
    [InlineData("$.data.list[1]", "20")]
    [InlineData("$.data.list[-1]", "30")]
    [InlineData("$.data.list[*]", "10")]
    [InlineData("$['odd name']", "7")]
    [InlineData("$.电量", "88")]
    [InlineData("$.items[?(@.k=='h')].v", "60")]
    [InlineData("$.items[?(@.k == \"t\")].v", "1.5")]
    [InlineData("$.items[?(@.v==60)].k", "\"h\"")]
    [InlineData("$.items[?(@.ok==true)].v", "60")]
    public void A_path_leads_to_its_first_value(string path, string value) => Assert.Equal(value, First(path)?.GetRawText());

    [Theory]
    [InlineData("$.nothing")]
    [InlineData("$.data.list[9]")]
    [InlineData("$.dev.deeper")]
    [InlineData("$.items[?(@.k=='x')].v")]
    [InlineData("$.dev[0]")]
    public void A_path_that_leads_nowhere_is_no_error(string path) => Assert.Null(First(path));

    [Fact]
    public void All_values_come_in_the_order_of_the_document()
    {
        Assert.True(JsonPath.TryParse("$.items[*].v", out var path, out _));
        using var document = JsonDocument.Parse(Message);
        Assert.Equal([1.5, 60], path!.All(document.RootElement).Select(v => v.GetDouble()));
    }

    [Fact]
    public void Inside_a_record_the_at_sign_is_the_record_and_the_dollar_the_message()
    {
        using var document = JsonDocument.Parse(Message);
        var record = document.RootElement.GetProperty("items")[1];
        Assert.True(JsonPath.TryParse("@.v", out var own, out _));
        Assert.True(JsonPath.TryParse("$.dev", out var whole, out _));
        Assert.Equal(60, own!.First(document.RootElement, record)!.Value.GetDouble());
        Assert.Equal("a1", whole!.First(document.RootElement, record)!.Value.GetString());
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("data.angle", 1)]
    [InlineData("$data", 2)]
    [InlineData("$.", 3)]
    [InlineData("$.a b", 4)]
    [InlineData("$.a[", 5)]
    [InlineData("$.a[x]", 5)]
    [InlineData("$.a['b", 5)]
    [InlineData("$.a[1", 6)]
    [InlineData("$.a[?(@.k='v')]", 11)]
    [InlineData("$.a[?(@=='v')]", 8)]
    [InlineData("$.a[?(@.k==v)]", 12)]
    public void A_faulty_path_says_at_which_character(string text, int position)
    {
        Assert.False(JsonPath.TryParse(text, out _, out var fault));
        Assert.Equal(position, fault!.Position);
    }

    private static JsonElement? First(string text)
    {
        Assert.True(JsonPath.TryParse(text, out var path, out var fault), fault?.En);
        using var document = JsonDocument.Parse(Message);
        return path!.First(document.RootElement, document.RootElement)?.Clone();
    }
}
