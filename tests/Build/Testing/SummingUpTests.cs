using Build.Testing;

namespace Build.Tests.Testing;

public sealed class SummingUpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("jumpbox-trx-");

    [Fact]
    public void The_results_of_all_projects_are_one_sum()
    {
        Write("a.trx", ("One", "Passed", ""), ("Two", "Failed", "boom"));
        Write("b.trx", ("Three", "Passed", ""), ("Four", "NotExecuted", "no mmdebstrap here"));

        Assert.Equal("2 passed, 1 failed, 1 skipped", TestSummary.Read(_folder.FullName).ToString());
    }

    [Fact]
    public void A_failed_test_is_named() => Assert.Equal(["Two"], WithOne(("Two", "Failed", "boom")).FailedNames);

    [Fact]
    public void An_aborted_test_counts_as_failed() => Assert.Equal(1, WithOne(("Two", "Aborted", "")).Failed);

    [Fact]
    public void A_test_that_runs_only_when_it_is_named_counts_nowhere() =>
        Assert.Equal("0 passed, 0 failed", WithOne(("Two", "NotRunnable", "")).ToString());

    [Fact]
    public void A_skipped_test_gives_its_reason() =>
        Assert.Equal(1, WithOne(("Two", "NotExecuted", "no mmdebstrap here")).SkipReasons["no mmdebstrap here"]);

    [Fact]
    public void A_file_that_ends_half_way_is_named_beside_the_others_sum()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "torn.trx"), "<TestRun><Results>");

        TestSummary summary = WithOne(("One", "Passed", ""));

        Assert.Contains("torn.trx", Assert.Single(summary.Unreadable));
        Assert.Equal(1, summary.Passed);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private TestSummary WithOne((string Name, string Outcome, string Message) result)
    {
        Write("one.trx", result);
        return TestSummary.Read(_folder.FullName);
    }

    private void Write(string file, params (string Name, string Outcome, string Message)[] results) =>
        File.WriteAllText(
            Path.Combine(_folder.FullName, file),
            $"""
            <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
            {string.Concat(
                results.Select(result =>
                    $"<UnitTestResult testName=\"{result.Name}\" outcome=\"{result.Outcome}\"><Output><ErrorInfo>"
                    + $"<Message>{result.Message}</Message></ErrorInfo></Output></UnitTestResult>"
                )
            )}
            </Results></TestRun>
            """
        );
}
