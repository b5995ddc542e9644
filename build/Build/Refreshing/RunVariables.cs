namespace Build.Refreshing;

/// <summary>The variables that a CI service sets for its runs.</summary>
internal static class RunVariables
{
    /// <summary>Returns the value of a variable.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="PullRequestException">It is not set.</exception>
    public static string Require(IReadOnlyDictionary<string, string> variables, string name) =>
        variables.GetValueOrDefault(name) is { Length: > 0 } value
            ? value
            : throw new PullRequestException(
                $"The variable {name} is not set, so no pull request can be opened. Pass it to the step as "
                    + "docs/ci-github.md and docs/ci-azure-devops.md show."
            );
}
