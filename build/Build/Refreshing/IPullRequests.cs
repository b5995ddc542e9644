namespace Build.Refreshing;

/// <summary>The pull requests of the repository that a CI run belongs to.</summary>
internal interface IPullRequests
{
    /// <summary>The branch that the run is of, without <c>refs/heads/</c>; pull requests are merged into it.</summary>
    string Target { get; }

    /// <summary>The longest body, in characters.</summary>
    int LongestBody { get; }

    /// <summary>The address of the run's page.</summary>
    string Run { get; }

    /// <summary>Name and mail address of the author of commits.</summary>
    (string Name, string Mail) Author { get; }

    /// <summary>Opens a pull request from a branch, or replaces title and body of the open one.</summary>
    /// <param name="branch">The branch, without <c>refs/heads/</c>.</param>
    /// <param name="title">The title.</param>
    /// <param name="body">The body in Markdown.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its number, and whether it was opened.</returns>
    /// <exception cref="PullRequestException">The service refused; the message says what to do.</exception>
    Task<(string Number, bool Opened)> EnsureAsync(
        string branch,
        string title,
        string body,
        CancellationToken cancellationToken
    );
}
