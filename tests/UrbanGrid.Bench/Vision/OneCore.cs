using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace UrbanGrid.Bench;

/// <summary>Holds this process on one core, and tells the processor time of processes, which a busy machine does not change much.</summary>
internal static partial class OneCore
{
    // The last one, since the system's own work prefers the first; read before it is the only one.
    private static readonly int Chosen = Environment.ProcessorCount - 1;

    /// <summary>The core that <see cref="Hold"/> chooses, for the command line of <c>taskset</c>.</summary>
    public static string Name => Chosen.ToString(CultureInfo.InvariantCulture);

    /// <summary>From now on, all threads of this process run on one core.</summary>
    public static void Hold()
    {
        if (OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = (nint)1 << Chosen;
        }
    }

    /// <summary>Processor time of all threads of a process so far, ms.</summary>
    /// <param name="process">Its number; 0 for this one.</param>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static double Milliseconds(int process = 0)
    {
        // The clock of a process, as Linux numbers them: its complement, three bits for the kind (2: what the scheduler counted).
        var clock = process == 0 ? 2 : (~process << 3) | 2;
        return Read(clock, out var time) == 0
            ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6)
            : throw new InvalidOperationException($"The processor time of process {process} cannot be read.");
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out Clock time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Clock
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
