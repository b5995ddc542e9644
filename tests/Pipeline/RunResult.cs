namespace Pipeline.Tests;

/// <summary>How one run ended and what it printed.</summary>
public sealed record RunResult(int ExitCode, string Output, string Errors)
{
    public string Everything => Output + Errors;

    // Test result files are XML, which has no place for control characters.
    public static string Printable(string text) => new([.. text.Where(c => c >= ' ' || c is '\n')]);

    /// <summary>Fails with all that was printed, so that a red test explains itself.</summary>
    public RunResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}, expected {exitCode}.\n{Printable(Everything)}");
        Assert.DoesNotContain("   at ", Everything);
        MarkedSecrets.RequireNone("what was printed", Everything);
        return this;
    }
}
