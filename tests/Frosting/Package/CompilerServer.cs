using System.Diagnostics;

namespace Frosting.Tests.Package;

/// <summary>A compiler server of one build: without any, each project loads the compiler again; the user's own would outlive it.</summary>
internal sealed class CompilerServer : IDisposable
{
    private readonly string _id = $"jumpbox-{Guid.NewGuid():N}";

    /// <summary>What starts and finds it; where it could not be found again, none.</summary>
    public string[] Properties =>
        OperatingSystem.IsLinux()
            ? ["-p:UseSharedCompilation=true", $"-p:SharedCompilationId={_id}"]
            : ["-p:UseSharedCompilation=false"];

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        foreach (Process server in Process.GetProcessesByName("VBCSCompiler"))
        {
            using (server)
            {
                if (Command(server).Contains(_id, StringComparison.Ordinal))
                {
                    server.Kill();
                    server.WaitForExit();
                }
            }
        }
    }

    private static string Command(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // It has just ended.
        }
    }
}
