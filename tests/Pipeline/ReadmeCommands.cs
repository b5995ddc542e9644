using System.Text.RegularExpressions;

namespace Pipeline.Tests;

/// <summary>The commands of the README do what it says.</summary>
public sealed partial class ReadmeCommands : IDisposable
{
    // Phases that a fast build may pass between two looks.
    private static readonly string[] Passing = ["Queued", "Building", "Customizing", "Validating", "Distributing"];

    private readonly PipelineRun _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task The_first_one_prints_what_the_README_shows()
    {
        RunResult run = (await _pipeline.RunAsync("Build", "--speed=300")).Expect(0);

        string[] printed = [.. run.Output.Split('\n').Select(line => Volatile().Replace(line.TrimEnd('\r'), "…"))];
        Assert.All(
            Shown().Where(line => line.Length > 0 && !Passing.Contains(line)),
            line => Assert.Contains(Volatile().Replace(line, "…"), printed)
        );
        // Headings and phases are single words.
        string[] shown = [.. Shown().Select(line => Volatile().Replace(line, "…"))];
        Assert.All(
            printed
                .SkipWhile(line => !line.EndsWith(" ok.", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("report.html", StringComparison.Ordinal))
                .Where(line => line.Trim().Contains(' ')),
            line => Assert.Contains(line, shown)
        );
    }

    private static string[] Shown()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n");
        return Output().Match(readme).Groups[1].Value.Split('\n');
    }

    // The principal is new in each world, and the folder is the test's.
    [GeneratedRegex(@"principal [0-9a-f-]{36}|recorded in \S+")]
    private static partial Regex Volatile();

    [GeneratedRegex(@"```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Output();
}
