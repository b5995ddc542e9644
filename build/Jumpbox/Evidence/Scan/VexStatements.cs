using System.Globalization;
using Jumpbox.Boundaries;

namespace Jumpbox.Evidence.Scan;

/// <summary>
/// Decides what several OpenVEX documents say about a finding. Within a document a later statement replaces an earlier one.
/// Documents that disagree, and statements of one time, contradict each other: then nothing is dismissed. Neither does a statement of the
/// future, nor one that says fixed without saying in which version: the image may have an older one.
/// </summary>
/// <param name="documents">The documents.</param>
/// <param name="inventory">The image's bill, which says what contains a component.</param>
internal sealed class VexStatements(IReadOnlyList<VexDocument> documents, ImageInventory inventory)
{
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    /// <summary>Returns what they say; null if none is about it.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="record">The image, which a statement may name as its product.</param>
    /// <param name="now">The time.</param>
    public VexOpinion? About(Finding finding, ImageRecord record, DateTimeOffset now)
    {
        (VexDocument Document, VexStatement Statement)[] said =
        [
            .. documents.SelectMany(document => Last(document, finding, record).Select(one => (document, one))),
        ];
        if (said.Length == 0)
        {
            return null;
        }
        // What counts is the statement that dismisses least.
        (VexDocument document, VexStatement statement) = said.MinBy(one => Dismisses(one.Statement));
        VexOpinion opinion = new(statement.Status, PlainText.Line(statement.Reason), PlainText.Line(document.Id));
        string[] doubts =
        [
            .. said.Select(one => Doubt(one.Statement, finding, record, now)).OfType<string>().Distinct(),
        ];
        return said.Select(one => Dismisses(one.Statement)).Distinct().Count() == 1 && doubts.Length == 0
            ? opinion
            : opinion with
            {
                Contradiction = string.Join(
                    "; ",
                    said.Select(one =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{PlainText.Line(one.Document.Id)} says {Word(one.Statement.Status)} at {one.Statement.At:u}"
                            )
                        )
                        .Concat(doubts)
                ),
            };
    }

    private string? Doubt(VexStatement statement, Finding finding, ImageRecord record, DateTimeOffset now) =>
        statement.At > now + Slack ? "that time is in the future"
        : statement.Status == VexStatus.Fixed && !IsAbout(statement, finding, record, hasVersion: true)
            ? "fixed without the version in which it is"
        : null;

    /// <summary>The word of a status. Source: OpenVEX specification 0.2.0, "Status Labels".</summary>
    public static string Word(VexStatus status) =>
        status switch
        {
            VexStatus.NotAffected => "not_affected",
            VexStatus.Fixed => "fixed",
            VexStatus.Affected => "affected",
            _ => "under_investigation",
        };

    private static bool Dismisses(VexStatement statement) =>
        statement.Status is VexStatus.NotAffected or VexStatus.Fixed;

    // All statements of the latest time, because their order decides nothing.
    private IEnumerable<VexStatement> Last(VexDocument document, Finding finding, ImageRecord record)
    {
        VexStatement[] about =
        [
            .. document.Statements.Where(one =>
                one.Vulnerability.Any(finding.IsNamed) && IsAbout(one, finding, record)
            ),
        ];
        return about.Where(one => one.At == about.Max(other => other.At));
    }

    // The product is the component, the image, or a tool that contains it; of several tools the statement must name each. The image's id
    // is of one build.
    private bool IsAbout(VexStatement statement, Finding finding, ImageRecord record, bool hasVersion = false)
    {
        if (PurlParts.Parse(finding.Purl) is not { } component)
        {
            return false;
        }
        PurlParts[] tools =
        [
            .. inventory
                .Find(finding.Purl, "", "")
                .SelectMany(one => one.Owners)
                .Select(PurlParts.Parse)
                .OfType<PurlParts>(),
        ];
        return statement.Products.Any(product =>
                (product.Covers(component) && (!hasVersion || product.HasVersion))
                || (product.Names(VexWriting.Product(record)) && product.IsLimitedTo(component))
            )
            || (
                tools.Length > 0
                && tools.All(tool =>
                    statement.Products.Any(product =>
                        product.Is(tool) && product.IsLimitedTo(component) && (!hasVersion || product.HasVersion)
                    )
                )
            );
    }
}
