namespace UrbanGrid.Vision.Objects;

/// <summary>How a picture is brought to the size of the network's input.</summary>
public enum ObjectFit
{
    /// <summary>Pulled to its width and height.</summary>
    Stretch = 0,
    /// <summary>Its proportions kept, in the left upper corner (YOLOX).</summary>
    TopLeft = 1,
    /// <summary>Its proportions kept, in the middle (YOLOv5 and later).</summary>
    Centre = 2,
}

/// <summary>How the numbers lie in the network's output; <see cref="Auto"/> tells by their shape.</summary>
public enum ObjectLayout
{
    /// <summary>By the output's shape.</summary>
    Auto = 0,
    /// <summary>Darknet's region and yolo layers.</summary>
    Region = 1,
    /// <summary>YOLOX without its decoder: 1 × N × (5 + classes) on grids of stride 8, 16 and 32.</summary>
    Yolox = 2,
    /// <summary>1 × N × (5 + classes) in pixels of the input: YOLOv5, YOLOv7, YOLOX with its decoder.</summary>
    Rows = 3,
    /// <summary>1 × (4 + classes) × N in pixels of the input: YOLOv8 and later.</summary>
    Columns = 4,
}

/// <summary>Whether pictures of several cameras go through the network in one pass.</summary>
public enum ObjectBatch
{
    /// <summary>Where the network allows it and a trial at the start showed that it costs no more processor time than one by one.</summary>
    Auto = 0,
    /// <summary>Where the network allows it.</summary>
    Always = 1,
    /// <summary>One by one.</summary>
    Never = 2,
}

/// <summary>An object detector as its file describes it; paths are relative to that file.</summary>
public sealed record ObjectConfig
{
    /// <summary>The network: <c>.onnx</c>, or a Darknet <c>.cfg</c>.</summary>
    public string Model { get; init; } = "";

    /// <summary>Weights of a Darknet network; null where the model holds them.</summary>
    public string? Weights { get; init; }

    /// <summary>Text file with a class name a line, in the network's order.</summary>
    public string Names { get; init; } = "";

    /// <summary>Width of the network's input, pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height of the network's input, pixels; 0 for the same as the width.</summary>
    public int Height { get; init; }

    /// <summary>What values are multiplied by, after the mean is taken away: 1 for 0..255, 0.00392157 for 0..1.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Mean of blue, green and red that is taken away.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0, 0, 0];

    /// <summary>The network wants red, green, blue; OpenCV's own order is blue, green, red.</summary>
    public bool RedFirst { get; init; }

    /// <summary>How the picture is fitted.</summary>
    public ObjectFit Fit { get; init; } = ObjectFit.Stretch;

    /// <summary>Grey level beside a fitted picture.</summary>
    public int Pad { get; init; } = 114;

    /// <summary>Layout of the output.</summary>
    public ObjectLayout Layout { get; init; } = ObjectLayout.Auto;

    /// <summary>Lowest score of a thing that is seen, 0..1.</summary>
    public double Threshold { get; init; } = 0.3;

    /// <summary>Overlap (IoU) above which of two things of one class the weaker is dropped.</summary>
    public double Overlap { get; init; } = 0.45;

    /// <summary>Whether several pictures are looked at in one pass.</summary>
    public ObjectBatch Batch { get; init; } = ObjectBatch.Auto;

    /// <summary>Share of one processor core that the detector may use; the rest belongs to the other detectors.</summary>
    public double CpuShare { get; init; } = 0.25;

    /// <summary>Class of the network → what it is to the judges; other classes are not reported.</summary>
    public IReadOnlyDictionary<string, ObjectClass> Classes { get; init; } = new Dictionary<string, ObjectClass>();
}

/// <summary>What a class of the network is to the judges.</summary>
/// <param name="Kind"><c>person</c> vetoes what a person may be standing at; <c>vehicle</c> and <c>goods</c> confirm; <c>other</c> is told only.</param>
/// <param name="Thing">Word for it in alarms; null for the class's own name.</param>
public sealed record ObjectClass(ThingKind Kind, string? Thing = null);

/// <summary>A configuration that cannot be used; says which line to change and how.</summary>
public sealed class ObjectConfigException(string message) : Exception(message);
