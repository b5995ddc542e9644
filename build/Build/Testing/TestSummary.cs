using System.Globalization;
using System.Text.Json;
using Jumpbox.Files;

namespace Build.Testing;

/// <summary>The test results of a run over all projects.</summary>
/// <param name="Results">The results of all tests.</param>
/// <param name="Unreadable">Truncated result files, for example of a killed run, each with its error.</param>
internal sealed record TestSummary(IReadOnlyList<TestResult> Results, IReadOnlyList<string> Unreadable)
{
    /// <summary>The number of passed tests.</summary>
    public int Passed => Results.Count(result => result.Outcome == TestOutcome.Passed);

    /// <summary>The failed tests by their full names, in order.</summary>
    public IReadOnlyList<string> FailedNames =>
        [
            .. Results
                .Where(result => result.Outcome == TestOutcome.Failed)
                .Select(result => result.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The reasons of skipped tests, each with their number.</summary>
    public IReadOnlyDictionary<string, int> SkipReasons =>
        Results
            .Where(result => result.Outcome == TestOutcome.Skipped)
            .CountBy(
                result => result.Message.Trim() is { Length: > 0 } reason ? reason : "no reason given",
                StringComparer.Ordinal
            )
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .ToDictionary();

    /// <summary>The number of failed tests.</summary>
    public int Failed => FailedNames.Count;

    /// <summary>The number of skipped tests.</summary>
    public int Skipped => SkipReasons.Values.Sum();

    /// <summary>Reads all result files of the test platform's <c>ctrf</c> report in a folder.</summary>
    /// <param name="folder">The folder; files in subfolders are included.</param>
    public static TestSummary Read(string folder)
    {
        List<TestResult> results = [];
        List<string> unreadable = [];
        foreach (
            string file in Directory
                .EnumerateFiles(folder, "*.ctrf", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
        )
        {
            try
            {
                results.AddRange(TestResult.ReadAll(file));
            }
            catch (JsonException error)
            {
                unreadable.Add($"'{file}' is not a complete test result file: {error.Message}");
            }
        }
        return new TestSummary(results, unreadable);
    }

    /// <summary>The results as one JUnit document, with a suite for each project.</summary>
    public string ToJUnit() =>
        JUnitReport.Write(
            Results
                .Where(result => result.Outcome != TestOutcome.NotRequested)
                .GroupBy(result => result.Assembly, StringComparer.Ordinal)
                .OrderBy(suite => suite.Key, StringComparer.Ordinal)
                .Select(suite => new JUnitSuite(suite.Key, [.. suite.Select(Case)]))
        );

    /// <summary><c>N passed, N failed</c>, and the number of skipped tests if there are any.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed")
        + (Skipped > 0 ? string.Create(CultureInfo.InvariantCulture, $", {Skipped} skipped") : "");

    private static JUnitCase Case(TestResult result) =>
        new(
            result.Name,
            result.Outcome switch
            {
                TestOutcome.Passed => JUnitOutcome.Passed,
                TestOutcome.Skipped => JUnitOutcome.Skipped,
                _ => JUnitOutcome.Failed,
            },
            result.Message,
            result.Outcome == TestOutcome.Failed ? $"{result.Message}\n{result.Trace}" : "",
            result.Duration
        );
}
