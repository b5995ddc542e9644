namespace Jumpbox.Tools;

/// <summary>
/// Thrown when the catalogue or the lock cannot be used. The message lists every problem; nothing was installed or changed.
/// </summary>
/// <param name="source">What was read, for example <c>scripts/tools.lock.json</c>.</param>
/// <param name="problems">At least one problem.</param>
public sealed class PinException(string source, IReadOnlyList<PinProblem> problems)
    : Exception(Describe(source, problems))
{
    /// <summary>The problems one by one.</summary>
    public IReadOnlyList<PinProblem> Problems { get; } = problems;

    private static string Describe(string source, IReadOnlyList<PinProblem> problems)
    {
        string count = problems.Count == 1 ? "1 value is wrong" : $"{problems.Count} values are wrong";
        return string.Join(
            Environment.NewLine,
            problems.Select(problem => $"  {problem}").Prepend($"{source}: {count}.")
        );
    }
}
