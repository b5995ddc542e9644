using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jumpbox.Files;

namespace Jumpbox.Pins;

/// <summary>The evidence of a check: the lock, the time, the scope, and the findings.</summary>
/// <param name="LockDigest">The lock's digest.</param>
/// <param name="CheckedAt">The time.</param>
/// <param name="Offline">Whether the sources were skipped.</param>
/// <param name="BaseImages">Whether the base images were checked with Azure.</param>
/// <param name="Compared">The pins that were verified against their sources, as name and version.</param>
/// <param name="Findings">The findings.</param>
public sealed record CheckRecord(
    string LockDigest,
    DateTimeOffset CheckedAt,
    bool Offline,
    bool BaseImages,
    IReadOnlyList<string> Compared,
    IReadOnlyList<PinFinding> Findings
)
{
    /// <summary>The file's name in the artifacts folder.</summary>
    public const string FileName = "lock-check.json";

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whether there are no findings that require action.</summary>
    public bool Passed => Findings.All(finding => finding.Level == PinFindingLevel.Note);

    /// <summary>Writes the record.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path)
    {
        JsonObject document = new()
        {
            ["schemaVersion"] = 2,
            ["lockDigest"] = LockDigest,
            ["checkedAt"] = CheckedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["passed"] = Passed,
            ["offline"] = Offline,
            ["baseImagesChecked"] = BaseImages,
            ["compared"] = new JsonArray([.. Compared.Select(pin => JsonValue.Create(pin))]),
            ["findings"] = new JsonArray([
                .. Findings.Select(finding => new JsonObject
                {
                    ["level"] = finding.Level == PinFindingLevel.Problem ? "problem" : "note",
                    ["pin"] = finding.Pin,
                    ["found"] = finding.Found,
                    ["cure"] = finding.Cure,
                }),
            ]),
        };
        AtomicFile.Write(path, document.ToJsonString(Layout) + "\n");
    }

    /// <summary>Throws if action is required.</summary>
    /// <exception cref="PinSourceException">There is at least one problem.</exception>
    public void RequirePassed()
    {
        int problems = Findings.Count(finding => finding.Level == PinFindingLevel.Problem);
        if (problems > 0)
        {
            throw new PinSourceException(
                $"The check of the lock found {problems} problem{(problems == 1 ? "" : "s")}; the table above has the cures."
            );
        }
    }
}
