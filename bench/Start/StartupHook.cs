using System.Globalization;
using System.Runtime;

/// <summary>
/// What the runtime calls in the measured process before its <c>Main</c>, because <c>DOTNET_STARTUP_HOOKS</c> names this assembly.
/// </summary>
internal static class StartupHook
{
    /// <summary>The variable with the file that takes one line a process: methods, processor time in ms.</summary>
    public const string Variable = "START_BENCH_FILE";

    /// <summary>Writes the line when the process ends.</summary>
    public static void Initialize()
    {
        string file = Environment.GetEnvironmentVariable(Variable)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            System.IO.File.AppendAllText(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{JitInfo.GetCompiledMethodCount()} {Environment.CpuUsage.TotalTime.TotalMilliseconds:F0}\n"
                )
            );
    }
}
