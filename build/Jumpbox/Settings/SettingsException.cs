namespace Jumpbox.Settings;

/// <summary>
/// Thrown when the settings or arguments are invalid. The message lists every problem; the program exits with code 2.
/// </summary>
public sealed class SettingsException : Exception
{
    /// <summary>Creates the exception from one sentence.</summary>
    /// <param name="message">The problem and what to do.</param>
    public SettingsException(string message)
        : base(message) => Problems = [];

    /// <summary>Creates the exception from all problems that were found.</summary>
    /// <param name="source">What was read, for example a file's path.</param>
    /// <param name="problems">At least one problem.</param>
    internal SettingsException(string source, IReadOnlyList<SettingsProblem> problems)
        : base(Describe(source, problems)) => Problems = problems;

    /// <summary>The problems one by one; empty if there is only a message.</summary>
    internal IReadOnlyList<SettingsProblem> Problems { get; }

    private static string Describe(string source, IReadOnlyList<SettingsProblem> problems)
    {
        string count = problems.Count == 1 ? "1 setting is wrong" : $"{problems.Count} settings are wrong";
        return string.Join(
            Environment.NewLine,
            problems.Select(problem => $"  {problem}").Prepend($"{source}: {count}.")
        );
    }
}
