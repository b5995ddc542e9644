using System.Globalization;
using Jumpbox.Explaining;

namespace Jumpbox.Evidence.Log;

/// <summary>A summary of both logs of an image build.</summary>
/// <param name="Customization">The log of the steps that build the image.</param>
/// <param name="Validation">The log of the checks inside a VM started from it; empty when there were none.</param>
public sealed record LogSummary(CustomizationLog Customization, CustomizationLog Validation)
{
    /// <summary>Why the build failed; null when it did not.</summary>
    public LogFailure? Failure => Customization.Failure ?? Validation.Failure;

    /// <summary>The checks inside the image.</summary>
    public IReadOnlyList<RecordedCheck> Checks => Validation.Checks;

    /// <summary>The installed packages.</summary>
    public IReadOnlyList<LogPackage> Packages => Listing.Packages;

    /// <summary>What the steps listed, for the bill of materials.</summary>
    public ListedSoftware Listed =>
        new(Listing.Packages, Listing.Modules, Listing.ListProblem ?? Customization.ListProblem)
        {
            Origins = Customization.Origins,
        };

    /// <summary>The digest of the whole root file system after the last step; null if it is unknown.</summary>
    public string? TreeDigest => Validation.Steps.Count > 0 ? Validation.TreeDigest : Customization.TreeDigest;

    private CustomizationLog Listing => Validation.Packages.Count > 0 ? Validation : Customization;

    /// <summary>Reads both logs from their folder; a missing one counts as empty.</summary>
    /// <param name="folder">The folder with <c>customization.log</c> and <c>validation.log</c>.</param>
    /// <param name="ended">Whether the build is known to have failed.</param>
    public static LogSummary Read(string folder, bool ended = false)
    {
        string validation = Text(folder, "validation.log");
        return new LogSummary(
            CustomizationLog.Parse(Text(folder, "customization.log"), ended && validation.Length == 0),
            CustomizationLog.Parse(validation, ended)
        );
    }

    /// <summary>
    /// The summary as lines for the screen: each step with its time, then the failure with its last lines and cure.
    /// </summary>
    public IEnumerable<string> Text() => StepLines().Concat(FailureLines());

    /// <summary>Each step with its outcome and time, then the number of packages.</summary>
    public IEnumerable<string> StepLines()
    {
        foreach (LogStep step in Customization.Steps.Concat(Validation.Steps))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{step.State.ToString().ToLowerInvariant(), -10} {step.Name, -22} {Seconds(step.Duration), 8}"
            );
        }
        if (Packages.Count > 0)
        {
            yield return $"{Packages.Count} packages are installed.";
        }
    }

    /// <summary>What is known about the failure, from the log and the run's message together.</summary>
    /// <param name="runMessage">The run's own message; null if there is none.</param>
    public FailureExplanation Explain(string? runMessage) =>
        Failure?.With(runMessage).Explanation ?? FailureExplainer.Explain(runMessage, phase: FailurePhase.Run);

    /// <summary>
    /// The failure with the last lines of its step, its causes and cures, or what is known from the run's message alone;
    /// empty if neither says anything.
    /// </summary>
    /// <param name="runMessage">The run's own message; null if there is none.</param>
    public IEnumerable<string> FailureLines(string? runMessage = null)
    {
        if (Failure?.With(runMessage) is not { } failure)
        {
            return ExplanationText.Lines(FailureExplainer.Explain(runMessage, phase: FailurePhase.Run));
        }
        return
        [
            failure.Summary,
            .. failure.LastLines.Select(line => $"  {line.Number, 6}  {line.Text}"),
            .. failure.Cures.Select(cure => $"To do: {cure}"),
            .. ExplanationText.Lines(failure.Explanation),
        ];
    }

    /// <summary>
    /// Returns the logs with the names of the steps. Azure's log has no step names, and a script that fails before its first
    /// line does not print its name. Then the order decides: Azure runs the steps in the template's order.
    /// </summary>
    /// <param name="customizers">The names of the template's customizers, in order.</param>
    /// <param name="validators">The names of its validators, in order.</param>
    public LogSummary Named(IReadOnlyList<string> customizers, IReadOnlyList<string> validators) =>
        new(Customization.Named(customizers), Validation.Named(validators));

    private static string Text(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? EvidenceJson.ReadFile(path, "Run the target Logs again.") : "";
    }

    private static string Seconds(TimeSpan? duration) =>
        duration is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known.TotalSeconds:F0} s") : "-";
}
