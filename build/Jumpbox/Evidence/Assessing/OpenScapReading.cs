using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Assessing;

/// <summary>Reads what OpenSCAP found. Pure but for the stream.</summary>
public static class OpenScapReading
{
    /// <summary>The assessor's name.</summary>
    public const string Tool = "openscap";

    private const int MostWords = 300;

    /// <summary>What an assessment of files cannot show.</summary>
    public static IReadOnlyList<string> NotShown { get; } =
    [
        "a booted machine: values of the running kernel, listening ports, the state of units and mounted file systems; the rules about them are "
            + "unknown, not applicable, or judged by files alone",
        "the image's base: that of a rehearsal is smaller, so rules about packages that it lacks are failed or not applicable",
    ];

    /// <summary>Reads the results.</summary>
    /// <param name="subject">What was assessed.</param>
    /// <param name="file">The content: file name and SHA-256.</param>
    /// <param name="ended">How the program ended.</param>
    /// <param name="results">The file that it wrote; null if there is none.</param>
    /// <param name="now">The time.</param>
    public static Assessment Read(
        AssessedSubject subject,
        (string Name, string Sha256) file,
        AssessorEnd ended,
        Stream? results,
        DateTimeOffset now
    )
    {
        AssessedContent unread = new(file.Name, file.Sha256, null, null, null);
        string? failure = Failure(ended);
        if (failure is not null || results is null)
        {
            return subject.Unknown(Tool, unread, now, failure ?? $"oscap wrote no results{Told(ended)}");
        }
        XccdfResult read;
        try
        {
            read = XccdfResult.Read(results);
        }
        catch (EvidenceException broken)
        {
            return subject.Unknown(Tool, unread, now, broken.Message);
        }
        AssessedContent content = unread with
        {
            Benchmark = read.Benchmark,
            Version = read.Version,
            Release = read.Releases.FirstOrDefault(),
        };
        AssessedExplaining explaining = new(subject.Hardening, subject.OptOuts);
        (string Id, string Title, AssessedOutcome Outcome)[] rules = [.. read.Rules];
        SortedDictionary<AssessedOutcome, int> counts = [];
        foreach (AssessedOutcome outcome in Enum.GetValues<AssessedOutcome>())
        {
            counts[outcome] = rules.Count(rule => rule.Outcome == outcome);
        }
        const string Cpe = "cpe:/a:redhat:openscap:";
        return subject.Unknown(Tool, content, now, "") with
        {
            ToolVersion =
                read.System?.StartsWith(Cpe, StringComparison.Ordinal) == true ? read.System[Cpe.Length..] : null,
            Profile = read.Profile,
            Counts = counts,
            Score = read.Score,
            Items =
            [
                .. rules
                    .Where(rule => rule.Outcome is not (AssessedOutcome.Pass or AssessedOutcome.NotApplicable))
                    .Select(rule => explaining.Explain(rule.Id, rule.Title, rule.Outcome))
                    .OrderBy(item => item.Explanation)
                    .ThenBy(item => item.Id, StringComparer.Ordinal),
            ],
            Trouble = Trouble(subject, read, counts, ended),
            NotShown = NotShown,
        };
    }

    // Exit codes: 0 all passed, 2 something failed or is unknown, 1 an error. Source: oscap(8), "EXIT STATUS".
    private static string? Failure(AssessorEnd ended) =>
        ended.NotStarted is { } reason ? $"oscap could not be started: {reason}"
        : ended.TimedOut ? "oscap did not end in time and was stopped"
        : ended.ExitCode is not (0 or 2) ? $"oscap ended with exit code {ended.ExitCode}{Told(ended)}"
        : null;

    private static string? Trouble(
        AssessedSubject subject,
        XccdfResult read,
        SortedDictionary<AssessedOutcome, int> counts,
        AssessorEnd ended
    )
    {
        int selected = counts.Values.Sum();
        int inapplicable = counts[AssessedOutcome.NotApplicable];
        return read.Releases.Count == 0
                ? "the content names no Ubuntu release, so it does not say whether it can judge this one"
            : !read.Releases.Contains(subject.Release ?? "")
                ? $"the content is for Ubuntu {string.Join(", ", read.Releases)}, and the root file system is {subject.System}"
            : read.Profile != subject.XccdfProfile
                ? $"the results are of the profile '{read.Profile}' instead of '{subject.XccdfProfile}'"
            // A probe that failed makes rules inapplicable, and the score better.
            : ended.Said.Split('\n').Any(IsError) ? $"oscap could not look at the root file system{Told(ended)}"
            : selected == 0 ? "no rule was selected"
            : 2 * inapplicable > selected
                ? $"{inapplicable} of {selected} rules were not applicable, which is more than this system can explain: oscap could not look at it"
            : null;
    }

    // A root file system of Ubuntu has no RPM, which older content asks for all the same.
    private static bool IsError(string line) =>
        line.Contains("E: oscap:", StringComparison.Ordinal) && !line.Contains(" RPM: ", StringComparison.Ordinal);

    private static string Told(AssessorEnd ended)
    {
        string said = PlainText
            .Line(string.Join(' ', ended.Said.Split('\n').OrderByDescending(IsError).Take(3)))
            .Trim();
        return said.Length == 0 ? "" : $": {(said.Length > MostWords ? $"{said[..MostWords]}…" : said)}";
    }
}

/// <summary>How an assessor ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Said">What it said on standard error, perhaps cut.</param>
/// <param name="TimedOut">Whether it was stopped because it did not end in time.</param>
/// <param name="NotStarted">Why it could not be started; null if it was.</param>
public sealed record AssessorEnd(int ExitCode, string Said, bool TimedOut = false, string? NotStarted = null);
