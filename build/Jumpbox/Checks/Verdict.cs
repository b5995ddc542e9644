namespace Jumpbox.Checks;

/// <summary>Decides whether the findings stop the run.</summary>
public static class Verdict
{
    /// <summary>Whether a status stops the run.</summary>
    /// <param name="status">A check's status.</param>
    /// <param name="strict">Whether warnings and unknowns stop it too.</param>
    public static bool Fails(CheckStatus status, bool strict) =>
        status == CheckStatus.Fail || (strict && status is CheckStatus.Warn or CheckStatus.Unknown);

    /// <summary>Whether the run may continue.</summary>
    /// <param name="results">The results of the checks.</param>
    /// <param name="strict">Whether warnings and unknowns stop the run too.</param>
    public static bool Passed(IReadOnlyList<CheckResult> results, bool strict) =>
        !results.Any(result => Fails(result.Status, strict));

    /// <summary>The message of a stopped run: how many checks failed, which, and the first one in full.</summary>
    /// <param name="results">The results of the checks.</param>
    /// <param name="strict">Whether warnings and unknowns stop the run too.</param>
    public static string Message(IReadOnlyList<CheckResult> results, bool strict)
    {
        CheckResult[] failed = [.. results.Where(result => Fails(result.Status, strict))];
        Finding worst = failed
            .OrderByDescending(result => result.Status)
            .First()
            .Findings.MaxBy(finding => finding.Status)!;
        string count = failed.Length == 1 ? "1 check" : $"{failed.Length} checks";
        return $"Prereqs: {count} would make the build fail ({string.Join(", ", failed.Select(result => result.Id))}). "
            + $"{worst.Message} The table above lists each finding with its cure; --skip=ID=REASON skips a check.";
    }
}
