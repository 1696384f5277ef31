namespace UrbanGrid.VisionEval.Scenes.Stages;

/// <summary>All kinds of stages.</summary>
internal static class StageShop
{
    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["shops", "houses", "square", "road"];

    /// <summary>Paints one by name.</summary>
    public static Stage Paint(string name, Dice dice) => name switch
    {
        "shops" => StreetStage.Paint(dice, shops: true),
        "houses" => StreetStage.Paint(dice, shops: false),
        "square" => SquareStage.Paint(dice),
        "road" => RoadStage.Paint(dice),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such stage"),
    };
}
