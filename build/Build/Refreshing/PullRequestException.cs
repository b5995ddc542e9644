namespace Build.Refreshing;

/// <summary>Thrown when a pull request could not be opened or renewed.</summary>
/// <param name="message">What failed, with which value, and what to do.</param>
internal sealed class PullRequestException(string message) : Exception(message);
