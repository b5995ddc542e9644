using Build.Arguments;
using Build.Run;
using Cake.Common.Tools.DotNet.Test;
using Cake.Core;
using Cake.Core.IO;
using Jumpbox.Settings;

namespace Build.Testing;

/// <summary>What the target Test runs: which projects, which of their tests, and where the results go.</summary>
/// <param name="Path">The solution or a project's folder.</param>
/// <param name="Results">The folder for result files, empty now.</param>
/// <param name="Settings">How <c>dotnet test</c> is called.</param>
internal sealed record TestRun(string Path, string Results, DotNetTestSettings Settings)
{
    /// <summary>Reads the run from the command line and empties the folder for results.</summary>
    /// <param name="context">The run.</param>
    /// <param name="temporary">Where the tests may leave what they do not need any more.</param>
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
            WorkingDirectory = Checkout.Root,
            // Processes that build and wait for more work would outlive the folder that they hold on to.
            EnvironmentVariables = new Dictionary<string, string>(temporary.Variables)
            {
                ["MSBUILDDISABLENODEREUSE"] = "1",
            },
            ResultsDirectory = results,
            ArgumentCustomization = arguments =>
                Chosen(
                    Measured(arguments.Append("--report-xunit-trx"), context.Given.IsOn(CommandLine.Coverage)),
                    context.Given.Text(CommandLine.Filter)
                ),
        };
        return new TestRun(path, results, settings);
    }

    // With the test assembly, so that each result file says whose it is.
    private static ProcessArgumentBuilder Measured(ProcessArgumentBuilder arguments, bool measured) =>
        measured
            ? arguments
                .Append("--coverlet")
                .Append("--coverlet-include-test-assembly")
                .Append("--coverlet-output-format cobertura")
                .Append("--coverlet-exclude-assemblies-without-sources MissingAll")
            : arguments;

    // A project in which nothing matches ends with 8, which is no failure: the sum over all projects decides.
    // Source: learn.microsoft.com/dotnet/core/testing/microsoft-testing-platform-exit-codes.
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

    /// <summary>The names of the projects in a folder of the checkout, which are those of their own folders.</summary>
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
