using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Fixtures;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Told;

/// <summary>
/// What the detectors of a camera have learned and must not forget, wherever they run next: it goes from an edge agent to the hub
/// whenever it changes, and back when a camera's detectors are to run at the agent.
/// </summary>
/// <param name="Fixtures">What belongs where it stands.</param>
/// <param name="Drawing">What was drawn on the picture when the view was learned (<see cref="CameraWatch.Drawing"/>); null where no view is known.</param>
/// <param name="View">How the view looks (<see cref="FramePipeline.SaveView"/>); empty where it is not known.</param>
public sealed record CameraLearned(IReadOnlyList<Fixture> Fixtures, string? Drawing, ReadOnlyMemory<byte> View)
{
    /// <summary>Most fixtures that are taken.</summary>
    public const int FixturesMax = 256;

    /// <summary>Longest view that is taken, bytes.</summary>
    public const int ViewBytesMax = 512 * 1024;

    private const int DrawingMax = 64;
    private const int LookBytes = Scene.SignatureSide * Scene.SignatureSide * 3;

    /// <summary>Whether nothing was learned.</summary>
    public bool IsNothing => Fixtures.Count == 0 && View.IsEmpty;

    /// <summary>As it goes over the wire.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ToldJson.Default.CameraLearned);

    /// <summary>As an argument of a command.</summary>
    public JsonElement ToArguments() => JsonSerializer.SerializeToElement(this, ToldJson.Default.CameraLearned);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is none, or detectors could not be started with it.</exception>
    public static CameraLearned Read(ReadOnlySpan<byte> json) => Check(JsonSerializer.Deserialize(json, ToldJson.Default.CameraLearned));

    /// <summary>Reads an argument of a command.</summary>
    /// <exception cref="JsonException">As for the other.</exception>
    public static CameraLearned Read(JsonElement arguments) => Check(arguments.Deserialize(ToldJson.Default.CameraLearned));

    private static CameraLearned Check(CameraLearned? read) =>
        read is { Fixtures: { Count: <= FixturesMax } fixtures, View.Length: <= ViewBytesMax, Drawing: null or { Length: <= DrawingMax } }
        && fixtures.All(IsUsable) && (read.View.IsEmpty || read.Drawing is not null)
            ? read
            : throw new JsonException("A fixture has a box within the picture and a look of 12×12 pixels or none; a view has a drawing; there are limits to both.");

    private static bool IsUsable(Fixture? fixture)
    {
        Span<byte> look = stackalloc byte[LookBytes];
        return fixture is { Look: not null, Box: { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 } box } && box.X + box.Width <= 1.001 && box.Y + box.Height <= 1.001
            && (fixture.Look.Length == 0 || (Convert.TryFromBase64String(fixture.Look, look, out var length) && length == LookBytes));
    }
}
