using Build.Arguments;
using Build.Run;
using Cake.Common.Tools.DotNet;
using Cake.Common.Tools.DotNet.Build;
using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;

namespace Build.Testing;

/// <summary>Compiles what a test run needs.</summary>
internal static class CompiledTests
{
    /// <summary>
    /// Compiles the projects of the run and, for all tests, the program that they start ahead of time: they start it hundreds of
    /// times, and a third of each start is the just-in-time compiler's (docs/decisions/0010).
    /// </summary>
    /// <param name="context">The run of the target.</param>
    /// <param name="run">The tests.</param>
    /// <exception cref="CakeException">A project does not compile.</exception>
    public static void Build(BuildContext context, TestRun run)
    {
        context.DotNetBuild(
            run.Path,
            new DotNetBuildSettings
            {
                Configuration = run.Settings.Configuration,
                WorkingDirectory = run.Settings.WorkingDirectory,
                EnvironmentVariables = run.Settings.EnvironmentVariables,
                NoLogo = true,
                Verbosity = DotNetVerbosity.Quiet,
                ArgumentCustomization = arguments => arguments.Append("-p:UseSharedCompilation=true"),
            }
        );
        if (OperatingSystem.IsLinux() && context.Given.Text(CommandLine.Project) is null)
        {
            ProcessSettings settings = new()
            {
                Arguments = new ProcessArgumentBuilder()
                    .Append("build/ahead.sh")
                    .Append($"build/Build/bin/{run.Settings.Configuration}/net10.0")
                    .Append("--in-place"),
                WorkingDirectory = Checkout.Root,
            };
            using IProcess process = context.ProcessRunner.Start("bash", settings);
            process.WaitForExit();
            if (process.GetExitCode() != 0)
            {
                context.Log.Verbose("The program is not compiled ahead of time: its starts take longer.");
            }
        }
    }
}
