using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Log;

/// <summary>Why an image build failed, as far as its log shows.</summary>
/// <param name="Step">The step that failed: the last one that started and did not end; null when no step failed.</param>
/// <param name="ExitCode">The exit code of the step's script; null if the log has none.</param>
/// <param name="Complaints">The failures that the steps themselves printed.</param>
/// <param name="Cures">The cures that the steps themselves printed.</param>
/// <param name="LastLines">The last lines before the failure, oldest first, without noise.</param>
/// <param name="Known">The failures of the catalogue that the lines match, the likeliest first.</param>
public sealed record LogFailure(
    LogStep? Step,
    int? ExitCode,
    IReadOnlyList<string> Complaints,
    IReadOnlyList<string> Cures,
    IReadOnlyList<LogLine> LastLines,
    IReadOnlyList<KnownFailure> Known
)
{
    /// <summary>What happened, in one sentence.</summary>
    public string Summary =>
        (Step is null ? "The build failed outside its steps" : $"Step {Step.Number} '{Step.Name}' failed")
        + (ExitCode is { } code ? $" with exit code {code}" : "")
        + (
            Complaints is [var first, ..] ? $": {first}"
            : Known is [var known, ..] ? $": {known.Cause}"
            : "."
        );
}

/// <summary>One row of the failure catalogue: a pattern in a failed build's log, its cause, and what to do.</summary>
/// <param name="Id">The row's stable name, in lower-case letters and dashes.</param>
/// <param name="Pattern">What a line must match.</param>
/// <param name="Cause">Why it happens, as a sentence.</param>
/// <param name="Cure">What to do, as a sentence.</param>
public sealed record KnownFailure(string Id, Regex Pattern, string Cause, string Cure);
