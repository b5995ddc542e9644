using System.Globalization;
using Jumpbox.Boundaries;
using Jumpbox.Reproducing;

namespace Jumpbox.Rehearsal;

/// <summary>The result of a rehearsal in two root file systems.</summary>
/// <param name="First">The first rehearsal.</param>
/// <param name="Second">The second one; null if the first failed.</param>
/// <param name="Differences">Every difference between the two, by path.</param>
public sealed record TwiceResult(
    RehearsalResult First,
    RehearsalResult? Second,
    IReadOnlyList<TreeDifference> Differences
)
{
    private const int MostShown = 20;

    /// <summary>The differences that have no reason to be there, including what could not be read.</summary>
    public IReadOnlyList<TreeDifference> Findings =>
        [.. Differences.Where(difference => difference.AllowedBecause is null)];

    /// <summary>
    /// <c>same</c>, <c>different</c>, or <c>unknown</c> if something could not be read or the steps failed. What differs for certain
    /// outweighs what is unknown.
    /// </summary>
    public string Verdict =>
        Certain > 0 ? "different"
        : Findings.Count > 0
        || Second is not { Succeeded: true }
        || First.TreeDigest is null
        || Second.TreeDigest is null
            ? "unknown"
        : "same";

    /// <summary>The result in one sentence.</summary>
    public string Summary =>
        Verdict switch
        {
            "same" when Differences.Count == 0 =>
                $"Two builds of the same content have the same {First.Tree!.Entries.Count} files, folders and links.",
            "same" =>
                $"Two builds of the same content differ in {Differences.Count} allowed places only, so their digests differ.",
            "different" => $"Two builds of the same content differ in {Certain} places.",
            _ => "Whether two builds of the same content are the same is unknown.",
        };

    private int Certain => Findings.Count(difference => difference.Kind != "unknown");

    /// <summary>Throws unless both succeeded and are the same.</summary>
    /// <param name="folder">The folder of the logs, for the message.</param>
    /// <exception cref="RehearsalException">A step failed, or the two differ, or whether they do is unknown.</exception>
    public void RequireSame(string folder)
    {
        First.RequireSuccess(folder);
        Second?.RequireSuccess(Path.Combine(folder, RehearsalOutput.Second));
        if (Verdict == "same")
        {
            return;
        }
        IEnumerable<string> shown = Findings
            .Take(MostShown)
            .SelectMany(difference =>
                difference.Lines.Select(line => $"  {PlainText.Line(line)}").Prepend(PlainText.Line($"{difference}"))
            );
        string more =
            Findings.Count > MostShown
                ? string.Create(CultureInfo.InvariantCulture, $"\n  … {Findings.Count - MostShown} more")
                : "";
        throw new RehearsalException(
            $"{Summary}\n  {string.Join("\n  ", shown)}{more}\n"
                + "  cure: remove the file in the step that writes it, or let it write SOURCE_DATE_EPOCH instead of the time\n"
                + $"  all of them: {Path.Combine(folder, TwiceOutput.List)}"
        );
    }
}
