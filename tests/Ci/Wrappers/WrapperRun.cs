namespace Ci.Tests.Wrappers;

/// <summary>How one call of a wrapper ended.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Text">What was printed, errors too.</param>
public sealed record WrapperRun(int ExitCode, string Text)
{
    /// <summary>Fails with all that was printed, so that a red test explains itself.</summary>
    public WrapperRun Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"Exit code {ExitCode}, expected {exitCode}.\n{Text}");
        return this;
    }
}
