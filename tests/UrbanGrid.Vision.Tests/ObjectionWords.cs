using System.Text.Json;
using UrbanGrid.TestKit;
using UrbanGrid.Vision.LeftObject;

namespace UrbanGrid.Vision.Tests;

/// <summary>What an operator reads on the camera's page when a thing is not reported.</summary>
public sealed class ObjectionWords
{
    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Every_judge_has_words_for_its_objection(string language)
    {
        var locale = Path.Combine(Repository.Root, "hub", "console", "src", "locales", language + ".json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(locale));
        var words = json.RootElement.GetProperty("objection").EnumerateObject().Select(p => p.Name).ToHashSet();
        var judges = typeof(IJudge).Assembly.GetTypes().Where(t => t.IsClass && t.IsAssignableTo(typeof(IJudge))).ToList();

        Assert.NotEmpty(judges);
        Assert.Subset(words, judges.Select(NameOf).ToHashSet());
    }

    /// <summary>A judge's name needs nothing of what it judges by.</summary>
    private static string NameOf(Type judge) =>
        ((IJudge)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(judge)).Name;
}
