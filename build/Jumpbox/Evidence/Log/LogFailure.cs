using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Log;

/// <summary>Why an image build failed, as far as its log tells.</summary>
/// <param name="Step">The step that failed: the last one that began and did not end; null when it was none of them.</param>
/// <param name="ExitCode">The exit code of the step's script; null where the log does not give one.</param>
/// <param name="Complaints">What the steps themselves said was wrong.</param>
/// <param name="Cures">What the steps themselves said to do.</param>
/// <param name="LastLines">The last lines before the failure, oldest first, noise left out.</param>
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

/// <summary>One row of the failure catalogue: what a failed build's log says, why, and what to do.</summary>
/// <param name="Id">The row's stable name, in lower-case letters and dashes.</param>
/// <param name="Pattern">What a line must match.</param>
/// <param name="Cause">Why it happens, as a sentence.</param>
/// <param name="Cure">What to do, as a sentence.</param>
public sealed record KnownFailure(string Id, Regex Pattern, string Cause, string Cure);
