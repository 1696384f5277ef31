using System.Runtime.InteropServices;

namespace UrbanGrid.Vision;

/// <summary>Processor time of the calling thread; what it waited for the processor is not in it.</summary>
public static partial class ThreadCpu
{
    /// <summary>Number of the calling thread's clock, <c>CLOCK_THREAD_CPUTIME_ID</c> of POSIX as Linux numbers it.</summary>
    private const int OfThread = 3;

    /// <summary>Processor time that this thread has used, ms; null where the system does not tell.</summary>
    public static double? Milliseconds() =>
        OperatingSystem.IsLinux() && Read(OfThread, out var time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6) : null;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Clock time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Clock
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
