using Build.Arguments;
using Build.Run;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Core.IO;
using Jumpbox.Settings;

namespace Build.Testing;

/// <summary>A run of the target Test: its projects, its tests, and the folder of its results.</summary>
/// <param name="Path">The solution or a project's folder.</param>
/// <param name="Results">The empty folder for result files.</param>
/// <param name="Settings">The settings for <c>dotnet test</c>.</param>
internal sealed record TestRun(string Path, string Results, DotNetTestSettings Settings)
{
    // The shorter projects fill the pauses of the longer ones.
    private const string ProjectsAtOnce = "--max-parallel-test-modules 3";

    /// <summary>Reads the run from the command line and empties the folder for results.</summary>
    /// <param name="context">The run.</param>
    /// <param name="temporary">The temporary folder of the tests.</param>
    /// <exception cref="SettingsException">There is no such project.</exception>
    public static TestRun Of(BuildContext context, TemporaryFolder temporary)
    {
        string? project = context.Given.Text(CommandLine.Project);
        string path = Project(project);
        string results = context.Workspace.Folder("test-results");
        Directory.Delete(results, recursive: true);
        Directory.CreateDirectory(results);
        DotNetTestSettings settings = new()
        {
            Configuration = "Release",
            PathType = project is null ? DotNetTestPathType.Solution : DotNetTestPathType.Project,
            NoBuild = true,
            WorkingDirectory = Checkout.Root,
            // Build server processes would outlive the folder and keep files in it open. The compiler's is worth ending
            // (CompilerServer): without it each project compiles the analyzers' code again.
            EnvironmentVariables = new Dictionary<string, string>(temporary.Variables)
            {
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
            ResultsDirectory = results,
            ArgumentCustomization = arguments =>
                Chosen(
                    Measured(
                        arguments.Append(ProjectsAtOnce).Append("--report-xunit-ctrf"),
                        context.Given.IsOn(CommandLine.Coverage)
                    ),
                    context.Given.Text(CommandLine.Filter)
                ),
        };
        return new TestRun(path, results, settings);
    }

    // Includes the test assembly, to identify the project of each result file.
    private static ProcessArgumentBuilder Measured(ProcessArgumentBuilder arguments, bool measured) =>
        measured
            ? arguments
                .Append("--coverlet")
                .Append("--coverlet-include-test-assembly")
                .Append("--coverlet-output-format cobertura")
                .Append("--coverlet-exclude-assemblies-without-sources MissingAll")
            : arguments;

    // A project without matching tests exits with 8, which is not a failure: the sum over all projects decides. Source:
    // learn.microsoft.com/dotnet/core/testing/microsoft-testing-platform-exit-codes.
    private static ProcessArgumentBuilder Chosen(ProcessArgumentBuilder arguments, string? filter) =>
        filter is null
            ? arguments
            : arguments.Append("--filter-method").AppendQuoted($"*{filter.Trim('*')}*").Append("--ignore-exit-code 8");

    private static string Project(string? name)
    {
        if (name is null)
        {
            return System.IO.Path.Combine(Checkout.Root, "jumpbox.slnx");
        }
        IReadOnlyList<string> known = ProjectsIn("tests");
        string project =
            known.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new SettingsException(
                $"There is no test project '{name}'. Available: {string.Join(", ", known)}."
            );
        return System.IO.Path.Combine(Checkout.Root, "tests", project);
    }

    /// <summary>Lists the projects in a folder of the checkout, which are named after their folders.</summary>
    /// <param name="folder">The folder.</param>
    public static IReadOnlyList<string> ProjectsIn(string folder) =>
        [
            .. Directory
                .EnumerateDirectories(System.IO.Path.Combine(Checkout.Root, folder))
                .Where(inner => Directory.EnumerateFiles(inner, "*.csproj").Any())
                .Select(inner => System.IO.Path.GetFileName(inner))
                .Order(StringComparer.Ordinal),
        ];
}
