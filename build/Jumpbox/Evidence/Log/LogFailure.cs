using Jumpbox.Explaining;

namespace Jumpbox.Evidence.Log;

/// <summary>Why an image build failed, as far as its log shows.</summary>
/// <param name="Step">The step that failed: the last one that started and did not end; null when no step failed.</param>
/// <param name="ExitCode">The exit code of the step's script; null if the log has none.</param>
/// <param name="Complaints">The failures that the steps themselves printed.</param>
/// <param name="Cures">The cures that the steps themselves printed.</param>
/// <param name="LastLines">The last lines before the failure, oldest first, without noise.</param>
/// <param name="Explanation">What the catalogue knows about it.</param>
public sealed record LogFailure(
    LogStep? Step,
    int? ExitCode,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> Cures,
    IReadOnlyList<LogLine> LastLines,
    FailureExplanation Explanation
)
{
    /// <summary>The lines that were explained, oldest first.</summary>
    internal IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>What to do: the steps' own cures, then the catalogue's; one line each.</summary>
    public IReadOnlyList<string> ToDo => [.. Cures.Concat(Explanation.Causes.Select(cause => cause.Cure)).Distinct()];

    /// <summary>What happened, in one sentence.</summary>
    public string Summary =>
        (Step is null ? "The build failed outside its steps" : $"Step {Step.Number} '{Step.Name}' failed")
        + (ExitCode is { } code ? $" with exit code {code}" : "")
        + (
            Complaints is [var first, ..] ? $": {first}"
            : Explanation.Causes is [{ Row.Rank: not FailureRank.Wrapper } known, ..] ? $": {known.Cause}"
            : "."
        );

    /// <summary>The failure together with the run's own message: the deeper cause of both counts.</summary>
    /// <param name="runMessage">The message of the run; null if there is none.</param>
    public LogFailure With(string? runMessage) =>
        string.IsNullOrWhiteSpace(runMessage)
            ? this
            : this with
            {
                Explanation = FailureExplainer.Explain(runMessage, Told, FailurePhase.Run),
            };
}
