using UrbanGrid.TestKit;

namespace UrbanGrid.Vision.Tests.Objects;

/// <summary>Configurations of the networks that lie beside the repository; the tests skip where they are absent.</summary>
internal static class TestNetworks
{
    public const string Classes = """
        "classes": { "person": { "kind": "person" }, "car": { "kind": "vehicle" }, "truck": { "kind": "vehicle", "thing": "lorry" },
          "bicycle": { "kind": "vehicle" }, "bench": { "kind": "goods" }, "suitcase": { "kind": "goods" } }
        """;

    public static string YoloxNano(TempFolder folder) => Write(folder, $$"""
        { "model": "{{SharedData.Require("models", "yolox_nano.onnx")}}", "names": "{{SharedData.Require("models", "coco.names")}}",
          "width": 416, "fit": "top-left", "threshold": 0.3, {{Classes}} }
        """);

    public static string YoloFastest(TempFolder folder) => Write(folder, $$"""
        { "model": "{{SharedData.Require("models", "yolo-fastest-1.1-xl.cfg")}}", "weights": "{{SharedData.Require("models", "yolo-fastest-1.1-xl.weights")}}",
          "names": "{{SharedData.Require("models", "coco.names")}}", "width": 320, "scale": 0.00392157, "redFirst": true, "threshold": 0.3, {{Classes}} }
        """);

    public static string Write(TempFolder folder, string json)
    {
        var path = folder.File("objects.json");
        File.WriteAllText(path, json);
        return path;
    }
}
