using System.Runtime.InteropServices;

namespace UrbanGrid.Bench;

/// <summary>Memory of this process after an hour of footage, MiB.</summary>
/// <param name="Hour">Hours of footage so far.</param>
/// <param name="ResidentMiB">Resident set after a collection.</param>
/// <param name="ManagedMiB">Live objects of .NET.</param>
/// <param name="NativeMiB">What <c>malloc</c> has given out and not got back: OpenCV, the shim and the runtime; −1 where the C library does not tell.</param>
internal sealed partial record SoakSample(int Hour, double ResidentMiB, double ManagedMiB, double NativeMiB)
{
    /// <summary>Takes one.</summary>
    public static SoakSample Take(int hour)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return new SoakSample(hour, MiB(Environment.WorkingSet), MiB(GC.GetTotalMemory(forceFullCollection: true)), Native());
    }

    private static double Native()
    {
        try
        {
            var info = Mallinfo();
            return MiB((double)info.InUse + info.Mapped);
        }
        catch (EntryPointNotFoundException)
        {
            return -1; // glibc 2.33 and later have it.
        }
    }

    private static double MiB(double bytes) => Math.Round(bytes / (1 << 20), 2);

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallocInfo Mallinfo();

    /// <summary>glibc's <c>struct mallinfo2</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct MallocInfo
    {
        public nuint Arena;
        public nuint FreeChunks;
        public nuint FastChunks;
        public nuint MappedRegions;
        public nuint Mapped;
        public nuint Reserved;
        public nuint Fast;
        public nuint InUse;
        public nuint Free;
        public nuint Top;
    }
}
