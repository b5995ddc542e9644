namespace Jumpbox.Tools;

/// <summary>
/// Thrown when the catalogue or the lock cannot be used. The message lists every problem; nothing was installed or changed.
/// </summary>
public sealed class PinException : Exception
{
    /// <summary>Creates the exception from all problems that were found.</summary>
    /// <param name="source">What was read, for example <c>scripts/tools.lock.json</c>.</param>
    /// <param name="problems">At least one problem.</param>
    public PinException(string source, IReadOnlyList<PinProblem> problems)
        : base(Describe(source, problems)) => Problems = problems;

    /// <summary>The problems one by one.</summary>
    public IReadOnlyList<PinProblem> Problems { get; }

    private static string Describe(string source, IReadOnlyList<PinProblem> problems)
    {
        string count = problems.Count == 1 ? "1 value is wrong" : $"{problems.Count} values are wrong";
        return string.Join(
            Environment.NewLine,
            problems.Select(problem => $"  {problem}").Prepend($"{source}: {count}.")
        );
    }
}
