using System.Text;

namespace UrbanGrid.Vision.Tests.Objects;

/// <summary>
/// A network whose answer is known: an ONNX file, written here field by field, that gives the numbers it was made with. Those
/// of <c>brightness</c> are multiplied by the picture's mean red, so that two pictures can be told apart.
/// </summary>
/// <remarks>Field numbers are those of <c>onnx.proto3</c> (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3).</remarks>
internal static class TinyNetwork
{
    private const int Float = 1;
    private const int Int64 = 7;

    /// <summary>Writes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="side">Width and height of its input, pixels.</param>
    /// <param name="shape">Shape that its numbers get; -1 first lets any number of pictures through together.</param>
    /// <param name="numbers">What it answers, in the shape's order.</param>
    /// <param name="brightness">What it adds for a picture that is all red.</param>
    /// <param name="turned">The last two dimensions are swapped at the end.</param>
    public static string Write(string path, int side, int[] shape, float[] numbers, float[]? brightness = null, bool turned = false)
    {
        var weights = new float[numbers.Length * 3];
        for (var i = 0; i < brightness?.Length; i++)
        {
            weights[3 * i] = brightness[i];
        }

        byte[] graph =
        [
            .. Node("GlobalAveragePool", ["images"], "mean"),
            .. Node("Conv", ["mean", "weights", "bias"], "numbers", Numbers("kernel_shape", 1, 1)),
            .. Node("Reshape", ["numbers", "shape"], turned ? "rows" : "output"),
            .. turned ? Node("Transpose", ["rows"], "output", Numbers("perm", 0, 2, 1)) : [],
            .. Text(2, "tiny"),
            .. Field(5, Tensor("weights", Float, [numbers.Length, 3, 1, 1], Bytes(weights))),
            .. Field(5, Tensor("bias", Float, [numbers.Length], Bytes(numbers))),
            .. Field(5, Tensor("shape", Int64, [shape.Length], Bytes(shape.Select(s => (long)s).ToArray()))),
            .. Field(11, Value("images", [1, 3, side, side])),
            .. Field(12, Value("output", turned ? [1, shape[2], numbers.Length / shape[2]] : [1, .. shape[1..]])),
        ];
        File.WriteAllBytes(path, [.. Number(1, 7), .. Field(7, graph), .. Field(8, [.. Number(2, 12)])]);
        return path;
    }

    private static byte[] Node(string operation, string[] inputs, string output, byte[]? attribute = null) =>
        Field(1, [.. inputs.SelectMany(i => Text(1, i)), .. Text(2, output), .. Text(3, output), .. Text(4, operation), .. attribute ?? []]);

    private static byte[] Numbers(string name, params int[] values) =>
        Field(5, [.. Text(1, name), .. values.SelectMany(v => Number(8, v)), .. Number(20, Int64)]);

    private static byte[] Tensor(string name, int type, int[] dimensions, byte[] raw) =>
        [.. dimensions.SelectMany(d => Number(1, d)), .. Number(2, type), .. Text(8, name), .. Field(9, raw)];

    private static byte[] Value(string name, int[] dimensions)
    {
        byte[] shape = [.. dimensions.SelectMany(d => Field(1, Number(1, d)))];
        return [.. Text(1, name), .. Field(2, Field(1, [.. Number(1, Float), .. Field(2, shape)]))];
    }

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int field, long value) => [.. Varint(field << 3), .. Varint(value)];

    private static List<byte> Varint(long value)
    {
        List<byte> bytes = [];
        for (; value > 0x7F; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }

    private static byte[] Bytes<T>(T[] values)
        where T : unmanaged
    {
        var bytes = new byte[Buffer.ByteLength(values)];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
