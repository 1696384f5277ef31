namespace UrbanGrid.Bench.Fuzz;

/// <summary>What the fuzzer found: an input that does what no input may do.</summary>
internal sealed class FuzzFailure(string what, int seed, byte[] input, Exception? inner = null)
    : Exception($"{what}\n  seed {seed}\n  hex  {Convert.ToHexString(input)}", inner);
