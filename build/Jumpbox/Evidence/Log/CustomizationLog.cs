namespace Jumpbox.Evidence.Log;

/// <summary>
/// A parsed log of an image build: the steps with their times, why it failed, and what the checks inside the image found.
/// Works for <c>customization.log</c> and <c>validation.log</c> alike, and for a log that is still being written.
/// </summary>
/// <param name="Lines">Every line, with its kind.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Failure">Why the build failed; null if the log shows no failure.</param>
/// <param name="Tools">The tools that reported their locked version.</param>
/// <param name="Packages">The installed Debian packages, by name; empty if the log does not list them.</param>
public sealed record CustomizationLog(
    IReadOnlyList<LogLine> Lines,
    IReadOnlyList<LogStep> Steps,
    LogFailure? Failure,
    IReadOnlyList<LogToolVersion> Tools,
    IReadOnlyList<LogPackage> Packages
)
{
    /// <summary>What was built into the tools; empty if the log does not list it.</summary>
    public IReadOnlyList<LogModule> Modules { get; init; } = [];

    /// <summary>The packages that are not in Ubuntu's archive as apt's lists had it; null if the log does not say.</summary>
    public IReadOnlyList<LogOrigin>? Origins { get; init; }

    /// <summary>
    /// The digest of the whole root file system, which only a rehearsed build has; null if it is unknown. A step can print such a
    /// line into the log of a real build.
    /// </summary>
    public string? TreeDigest { get; init; }

    /// <summary>
    /// Why the list of packages or modules may be incomplete, as a sentence without its end; null if they are complete or missing.
    /// </summary>
    public string? ListProblem { get; init; }

    /// <summary>An empty log.</summary>
    public static CustomizationLog Empty { get; } = Parse("");

    /// <summary>
    /// Each finished step as a check; for <c>validation.log</c> these are the checks inside the image.
    /// </summary>
    public IReadOnlyList<RecordedCheck> Checks =>
        [
            .. Steps
                .Where(step => step.State != LogStepState.Running && step.Name != LogParser.Deprovision)
                .Select(step => new RecordedCheck(
                    step.Name,
                    step.State == LogStepState.Succeeded,
                    LogParser.LastLine(step)
                )),
        ];

    /// <summary>Returns the log with the names of the steps, by position if the log has none.</summary>
    /// <param name="names">The names of the template's steps, in order; without Azure's step at the end.</param>
    public CustomizationLog Named(IReadOnlyList<string> names)
    {
        LogStep[] steps =
        [
            .. Steps.Select(step =>
                step.Name == LogParser.Deprovision || step.Number > names.Count
                    ? step
                    : step with
                    {
                        Name = names[step.Number - 1],
                    }
            ),
        ];
        return this with
        {
            Steps = steps,
            Failure = Failure is { Step: { } failed } ? Failure with { Step = steps[failed.Number - 1] } : Failure,
        };
    }

    /// <summary>Reads a log.</summary>
    /// <param name="text">The log's text.</param>
    /// <param name="ended">
    /// Whether the build is known to have failed: then a step that started and did not end is the one that failed, even if
    /// the log shows no error.
    /// </param>
    public static CustomizationLog Parse(string text, bool ended = false)
    {
        LogParser parser = new();
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            parser.Take(LogLineReader.Read(raw.ToString(), ++number));
        }
        return parser.Finish(ended);
    }
}

/// <summary>One Debian package that is installed in the image.</summary>
/// <param name="Name">The package's name.</param>
/// <param name="Version">The version as dpkg spells it.</param>
/// <param name="Architecture">The architecture, or <c>all</c>.</param>
public sealed record LogPackage(string Name, string Version, string Architecture)
{
    /// <summary>
    /// The names of licences in its copyright file, as the step <c>package-list</c> prints them; empty in logs of older steps.
    /// </summary>
    public string Licences { get; init; } = "";

    /// <summary>The name of its source package, by which advisories name it; empty in logs of older steps.</summary>
    public string Source { get; init; } = "";

    /// <summary>The version of its source package; empty in logs of older steps.</summary>
    public string SourceVersion { get; init; } = "";

    /// <summary>
    /// The domain of its maintainer's address, <c>unknown</c> if it has none; <c>-</c> on a machine that is not Ubuntu, and empty in
    /// logs of older steps.
    /// </summary>
    public string Maintainer { get; init; } = "";

    /// <summary>Reads the cells of a line; null if it is not of the form.</summary>
    internal static LogPackage? Of(string[] cells) =>
        // Older steps print no maintainer, no source, or neither source nor licences.
        cells.Length
            is not (3 or 4 or 6 or 7)
            ? null
            : new LogPackage(cells[0], cells[1], cells[2])
            {
                Licences =
                    cells.Length > 5 ? cells[5]
                    : cells.Length == 4 ? cells[3]
                    : "",
                Source = cells.Length > 5 ? cells[3] : "",
                SourceVersion = cells.Length > 5 ? cells[4] : "",
                Maintainer = cells.Length > 6 ? cells[6] : "",
            };
}

/// <summary>One tool that reported its locked version inside a VM started from the image.</summary>
/// <param name="Name">The tool's name in the catalogue.</param>
/// <param name="Version">The version.</param>
public sealed record LogToolVersion(string Name, string Version);
