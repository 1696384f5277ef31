namespace UrbanGrid.VisionEval.Scenes;

/// <summary>Chance that is the same for the same seed on every machine (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of one clip of a series.</summary>
    public static Dice Of(int seed, int index) => new(Mix(((ulong)(uint)seed << 32) + (uint)index + 1));

    /// <summary>Another series that begins here; drawing from it does not change this one.</summary>
    public Dice Fork() => new(Next());

    /// <summary>A whole number that seeds textures.</summary>
    public int Seed() => (int)(Next() >> 33);

    /// <summary>0 up to 1, excluded.</summary>
    public double Share() => (Next() >> 11) / (double)(1UL << 53);

    /// <summary>A number of the range.</summary>
    public double Between(double from, double to) => from + ((to - from) * Share());

    /// <summary>A whole number of the range, its end excluded.</summary>
    public int Whole(int from, int to) => from + (int)((to - from) * Share());

    /// <summary>True in the given share of cases.</summary>
    public bool Chance(double share) => Share() < share;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> choices) => choices[Whole(0, choices.Count)];

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
