using System.Globalization;
using System.Text.Json.Serialization;
using Jumpbox.Files;

namespace Jumpbox.Evidence.Assessing;

/// <summary>
/// What an assessor that nobody here wrote found in a rehearsed root file system, <c>assessment.json</c>. It is not the image: no
/// machine has booted.
/// </summary>
public sealed record Assessment
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    private const string Cure = "Run the target Rehearse with --assess again.";

    /// <summary>The schema version.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>The assessor: <c>openscap</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>Its version; null if it did not say.</summary>
    public required string? ToolVersion { get; init; }

    /// <summary>The rules that it judged by; null if it brings its own.</summary>
    public required AssessedContent? Content { get; init; }

    /// <summary>The profile of the assessor; null if it has none.</summary>
    public required string? Profile { get; init; }

    /// <summary>The root file system's operating system.</summary>
    public required string System { get; init; }

    /// <summary>The setting <c>customizer.profile</c>.</summary>
    public required string Hardening { get; init; }

    /// <summary>The SHA-256 of the steps that created the root file system, as <c>customizer.json</c> has them.</summary>
    public required string CustomizerSha256 { get; init; }

    /// <summary>When the assessor ended.</summary>
    public required DateTimeOffset Finished { get; init; }

    /// <summary>How many rules had each outcome.</summary>
    public required IReadOnlyDictionary<AssessedOutcome, int> Counts { get; init; }

    /// <summary>The assessor's own score, from 0 to 100; null if it gave none.</summary>
    public required double? Score { get; init; }

    /// <summary>Every rule that was neither passed nor inapplicable, with an explanation.</summary>
    public required IReadOnlyList<AssessedItem> Items { get; init; }

    /// <summary>Why the counts prove nothing, as a sentence; null if they do.</summary>
    public required string? Trouble { get; init; }

    /// <summary>What such an assessment cannot show, each a sentence.</summary>
    public required IReadOnlyList<string> NotShown { get; init; }

    /// <summary>How many rules were looked at, or should have been: all but the inapplicable.</summary>
    [JsonIgnore]
    public int Applicable =>
        Counts.Where(count => count.Key != AssessedOutcome.NotApplicable).Sum(count => count.Value);

    /// <summary>
    /// The passed rules in percent of the applicable ones, rounded down; null if the counts prove nothing. What is unknown or was not
    /// checked has not passed, which the assessor's own score does not count.
    /// </summary>
    [JsonIgnore]
    public int? PassedPercent => Trouble is null && Applicable > 0 ? 100 * Of(AssessedOutcome.Pass) / Applicable : null;

    /// <summary>The failures that nothing explains.</summary>
    [JsonIgnore]
    public IReadOnlyList<AssessedItem> Unexplained =>
        [.. Items.Where(item => item.Explanation == AssessedExplanation.Unexplained)];

    /// <summary>The result in one line.</summary>
    [JsonIgnore]
    public string Summary
    {
        get
        {
            string tool = $"{Tool} {ToolVersion ?? "of unknown version"}";
            string by = Content is null ? "" : $" with {Content}";
            if (Trouble is { } trouble)
            {
                return $"unknown: {trouble.TrimEnd('.')} ({tool}{by})";
            }
            string counts = string.Join(
                ", ",
                Counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {Word(count.Key)}")
            );
            string score = Score is { } own
                ? string.Create(CultureInfo.InvariantCulture, $", its own score {own:F1}")
                : "";
            return $"{PassedPercent?.ToString(CultureInfo.InvariantCulture) ?? "0"} % of {Applicable} applicable rules passed ({counts}{score}), "
                + $"{Unexplained.Count} unexplained; {tool}{by}";
        }
    }

    /// <summary>How many rules had an outcome.</summary>
    /// <param name="outcome">The outcome.</param>
    public int Of(AssessedOutcome outcome) => Counts.GetValueOrDefault(outcome);

    /// <summary>The file's text.</summary>
    public string ToJson() => EvidenceJson.Write(this);

    /// <summary>Writes the file atomically.</summary>
    /// <param name="path">The file; its folder is created.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, ToJson());

    /// <summary>Reads an assessment from its text.</summary>
    /// <param name="text">JSON.</param>
    /// <exception cref="EvidenceException">It is broken, or of another schema version.</exception>
    public static Assessment Parse(string text)
    {
        Assessment read = EvidenceJson.Parse<Assessment>(text, EvidenceFiles.Assessment, Cure);
        return read.SchemaVersion != CurrentSchemaVersion
                ? throw new EvidenceException(
                    $"'{EvidenceFiles.Assessment}' has schemaVersion {read.SchemaVersion}, but this program reads {CurrentSchemaVersion}. {Cure}"
                )
            : read.Counts.Values.Any(count => count < 0)
                ? throw new EvidenceException($"'{EvidenceFiles.Assessment}' counts less than no rule. {Cure}")
            : read;
    }

    /// <summary>An outcome in words.</summary>
    /// <param name="outcome">The outcome.</param>
    public static string Word(AssessedOutcome outcome) =>
        outcome switch
        {
            AssessedOutcome.Pass => "passed",
            AssessedOutcome.Fail => "failed",
            AssessedOutcome.Error => "ended with an error",
            AssessedOutcome.Unknown => "unknown",
            AssessedOutcome.NotChecked => "not checked",
            _ => "not applicable",
        };
}

/// <summary>The rules of an assessor.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Sha256">Its SHA-256, 64 lower-case hexadecimal digits.</param>
/// <param name="Benchmark">The id of the benchmark in it; null if it was not read.</param>
/// <param name="Version">The version of the benchmark; null if it was not read.</param>
/// <param name="Release">The Ubuntu release that it is for; null if it names none.</param>
public sealed record AssessedContent(string File, string Sha256, string? Benchmark, string? Version, string? Release)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File} {Version ?? "of unknown version"}, SHA-256 {Sha256}";
}

/// <summary>A rule that was neither passed nor inapplicable.</summary>
/// <param name="Id">The assessor's id of it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Outcome">What the assessor found.</param>
/// <param name="Explanation">How that is explained.</param>
/// <param name="Item">The item of the hardening table that it belongs to; null if it is not known.</param>
/// <param name="Why">The explanation, as a phrase.</param>
public sealed record AssessedItem(
    string Id,
    string Title,
    AssessedOutcome Outcome,
    AssessedExplanation Explanation,
    string? Item,
    string Why
);

/// <summary>How a failed rule is explained.</summary>
public enum AssessedExplanation
{
    /// <summary>Nothing explains it.</summary>
    Unexplained,

    /// <summary>The setting <c>customizer.optOuts</c> leaves it out.</summary>
    OptOut,

    /// <summary>The hardening table does not apply it to images.</summary>
    NotForAnImage,

    /// <summary>The setting <c>customizer.profile</c> does not have it.</summary>
    OtherProfile,

    /// <summary>A step applies it, and the assessor demands more or something else.</summary>
    AppliedOtherwise,

    /// <summary>A rehearsal has no such thing, and the image has.</summary>
    NotInARehearsal,
}

/// <summary>What an assessor found.</summary>
public enum AssessedOutcome
{
    /// <summary>As required.</summary>
    Pass,

    /// <summary>Not as required.</summary>
    Fail,

    /// <summary>The assessor failed.</summary>
    Error,

    /// <summary>It could not find out.</summary>
    Unknown,

    /// <summary>It did not look.</summary>
    NotChecked,

    /// <summary>The rule does not concern this system.</summary>
    NotApplicable,
}
