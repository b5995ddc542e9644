using System.Text.Json.Nodes;
using System.Xml.Linq;
using Build.Testing;

namespace Build.Tests.Testing;

public sealed class SummingUpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-results-");

    [Fact]
    public void The_results_of_all_projects_are_one_sum()
    {
        Write("a.ctrf", ("One", "passed", ""), ("Two", "failed", "boom"));
        Write("b.ctrf", ("Three", "passed", ""), ("Four", "skipped", "no mmdebstrap here"));

        Assert.Equal("2 passed, 1 failed, 1 skipped", TestSummary.Read(_folder.FullName).ToString());
    }

    [Fact]
    public void A_failed_test_is_named() => Assert.Equal(["Two"], WithOne(("Two", "failed", "boom")).FailedNames);

    [Fact]
    public void An_outcome_that_is_no_success_counts_as_failed() =>
        Assert.Equal(1, WithOne(("Two", "other", "")).Failed);

    [Fact]
    public void A_failure_outside_a_test_counts_as_one()
    {
        JsonObject report = Report([("One", "passed", "")]);
        report["results"]!["extra"]!["suites"]![0]!["errors"] = new JsonArray(
            new JsonObject { ["message"] = "the fixture did not end", ["trace"] = "" }
        );
        File.WriteAllText(Path.Combine(_folder.FullName, "one.ctrf"), report.ToJsonString());

        Assert.Equal(["My.Tests, outside a test"], TestSummary.Read(_folder.FullName).FailedNames);
    }

    [Fact]
    public void A_test_that_runs_only_when_it_is_named_counts_nowhere() =>
        Assert.Equal("0 passed, 0 failed", WithOne(("Two", "pending", "")).ToString());

    [Fact]
    public void A_skipped_test_gives_its_reason() =>
        Assert.Equal(1, WithOne(("Two", "skipped", "no mmdebstrap here")).SkipReasons["no mmdebstrap here"]);

    [Theory]
    [InlineData("{\"results\":{\"tests\":[")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"results\":{\"extra\":{\"suites\":[]},\"tests\":[]}}")]
    public void A_file_that_is_no_whole_report_is_named_beside_the_others_sum(string text)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "torn.ctrf"), text);

        TestSummary summary = WithOne(("One", "passed", ""));

        Assert.Contains("torn.ctrf", Assert.Single(summary.Unreadable));
        Assert.Equal(1, summary.Passed);
    }

    [Fact]
    public void What_a_terminal_was_sent_is_data_in_a_failures_message()
    {
        // As xUnit writes them: not escaped.
        string report = Report([("Two", "failed", "ESCAPE[?1h NULL \uFFFF gone")]).ToJsonString();
        File.WriteAllText(
            Path.Combine(_folder.FullName, "one.ctrf"),
            report.Replace("ESCAPE", "\e").Replace("NULL", "\u0001")
        );

        TestSummary summary = TestSummary.Read(_folder.FullName);

        XElement failure = XDocument.Parse(summary.ToJUnit()).Descendants("failure").Single();
        Assert.EndsWith("gone", failure.Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.Equal(1, summary.Failed);
    }

    [Fact]
    public void JUnit_has_a_suite_for_each_project_with_the_time_of_each_test()
    {
        XElement suite = XDocument
            .Parse(WithOne(("One", "passed", ""), ("Two", "pending", "")).ToJUnit())
            .Root!.Elements()
            .Single();

        Assert.Equal("My.Tests", suite.Attribute("name")!.Value);
        Assert.Equal("1.25", suite.Elements().Single().Attribute("time")!.Value);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private TestSummary WithOne(params (string Name, string Outcome, string Message)[] results)
    {
        Write("one.ctrf", results);
        return TestSummary.Read(_folder.FullName);
    }

    private void Write(string file, params (string Name, string Outcome, string Message)[] results) =>
        File.WriteAllText(Path.Combine(_folder.FullName, file), Report(results).ToJsonString());

    private static JsonObject Report((string Name, string Outcome, string Message)[] results) =>
        new()
        {
            ["results"] = new JsonObject
            {
                ["extra"] = new JsonObject
                {
                    ["suites"] = new JsonArray(
                        new JsonObject { ["filePath"] = "/tests/My.Tests.dll", ["errors"] = new JsonArray() }
                    ),
                },
                ["tests"] = new JsonArray([
                    .. results.Select(result => new JsonObject
                    {
                        ["name"] = result.Name,
                        ["status"] = result.Outcome,
                        ["message"] = result.Message,
                        ["duration"] = 1250,
                    }),
                ]),
            },
        };
}
