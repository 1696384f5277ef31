using System.Runtime.InteropServices;
using UrbanGrid.Contracts;
using UrbanGrid.Vision.Native;

namespace UrbanGrid.Vision.Objects;

/// <summary>One network, loaded. Not thread-safe: one caller at a time.</summary>
public sealed class ObjectDetector : IDisposable
{
    private const int ObjectsMax = 200;
    private readonly NetworkHandle _network;
    private readonly ObjectClass?[] _classes;
    private readonly IReadOnlyList<string> _names;
    private readonly FoundObject[] _found = new FoundObject[ObjectsMax];

    /// <summary>Loads the network and lets it look at an empty picture, to know its output.</summary>
    /// <exception cref="ObjectConfigException">The files are no network that OpenCV can load, or its output is none that is known; carries the reason.</exception>
    public ObjectDetector(ObjectConfig config)
    {
        _names = ObjectConfigFile.NamesOf(config);
        _classes = [.. _names.Select(n => config.Classes.GetValueOrDefault(n))];
        var (model, weights) = (Marshal.StringToCoTaskMemUTF8(config.Model), Marshal.StringToCoTaskMemUTF8(config.Weights));
        try
        {
            var settings = new NetworkSettings
            {
                Model = model,
                Weights = weights,
                Width = config.Width,
                Height = config.Height,
                Scale = (float)config.Scale,
                MeanBlue = (float)config.Mean[0],
                MeanGreen = (float)config.Mean[1],
                MeanRed = (float)config.Mean[2],
                RedFirst = config.RedFirst ? 1 : 0,
                Fit = (int)config.Fit,
                Pad = config.Pad,
                Layout = (int)config.Layout,
                Classes = _names.Count,
                ScoreMin = (float)config.Threshold,
                OverlapMax = (float)config.Overlap,
                Batch = (int)config.Batch,
            };
            NativeMethods.Check(ObjectMethods.Open(settings, out _network));
            Output = Marshal.PtrToStringUTF8(ObjectMethods.Output(_network))!;
            Batches = ObjectMethods.Batches(_network) != 0;
        }
        catch (VisionException e)
        {
            throw new ObjectConfigException(e.Message.StartsWith("OpenCV", StringComparison.Ordinal)
                ? $"model: {config.Model} is no network that can be used; give an ONNX file, or a Darknet .cfg with its .weights, and the width and height it was made for. {e.Message}"
                : $"model: {config.Model}: {e.Message}");
        }
        finally
        {
            Marshal.FreeCoTaskMem(model);
            Marshal.FreeCoTaskMem(weights);
        }
    }

    /// <summary>Layout and shape of the network's output, e.g. <c>yolox 1x3549x85</c>.</summary>
    public string Output { get; }

    /// <summary>Whether several pictures go through the network in one pass: its file does not say whether they can, so it was tried (<see cref="ObjectBatch"/>).</summary>
    public bool Batches { get; }

    /// <summary>Looks at a picture, or a part of it.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public IReadOnlyList<SeenObject> Detect(ReadOnlySpan<byte> jpeg, PictureBox? part = null)
    {
        var view = part ?? default;
        NativeMethods.Check(ObjectMethods.Detect(
            _network, jpeg, jpeg.Length, (float)view.X, (float)view.Y, (float)view.Width, (float)view.Height, _found, ObjectsMax, out var count));
        return Named(_found.AsSpan(0, Math.Min(count, ObjectsMax)));
    }

    /// <summary>Looks at the picture and tells what stands in the box, however long it takes: for clips, where nothing waits.</summary>
    /// <exception cref="FrameUnreadableException">The bytes are no picture.</exception>
    public ThingVote? AskAtOnce(PictureBox box, ReadOnlySpan<byte> jpeg) => new Sighting(0, Detect(jpeg)).VoteOn(box);

    /// <summary>Looks at several pictures, in one pass if the network <see cref="Batches"/>; null for one whose bytes are no picture.</summary>
    public IReadOnlyList<IReadOnlyList<SeenObject>?> DetectAll(IReadOnlyList<ReadOnlyMemory<byte>> jpegs)
    {
        int[] lengths = [.. jpegs.Select(j => j.Length)];
        var bytes = new byte[lengths.Sum()];
        var at = 0;
        foreach (var jpeg in jpegs)
        {
            jpeg.CopyTo(bytes.AsMemory(at));
            at += jpeg.Length;
        }

        var (found, counts) = (new FoundObject[jpegs.Count * ObjectsMax], new int[jpegs.Count]);
        NativeMethods.Check(ObjectMethods.DetectAll(_network, bytes, lengths, jpegs.Count, found, ObjectsMax, counts));
        return [.. counts.Select((count, i) => count < 0 ? null : Named(found.AsSpan(i * ObjectsMax, Math.Min(count, ObjectsMax))))];
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private List<SeenObject> Named(ReadOnlySpan<FoundObject> found)
    {
        List<SeenObject> seen = [];
        foreach (ref readonly var thing in found)
        {
            if (_classes[thing.ClassNumber] is { } known)
            {
                seen.Add(new SeenObject(
                    known.Thing ?? _names[thing.ClassNumber], known.Kind, Math.Round(thing.Score, 3), new PictureBox(thing.X, thing.Y, thing.Width, thing.Height)));
            }
        }

        return seen;
    }
}
