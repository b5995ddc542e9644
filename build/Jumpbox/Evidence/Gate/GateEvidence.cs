using System.Text;
using System.Text.Json;
using Jumpbox.Checks;
using Jumpbox.Evidence.Log;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>Everything that the gate checks: the files as bytes, the checkout's image, and the cloud's.</summary>
/// <param name="Files">The files of evidence: name and bytes.</param>
/// <param name="Expected">The image of checkout and settings.</param>
/// <param name="Cloud">That image in the cloud.</param>
public sealed record GateEvidence(
    IReadOnlyDictionary<string, byte[]> Files,
    Reading<ExpectedImage> Expected,
    CloudSighting Cloud
)
{
    /// <summary>The gate document.</summary>
    /// <exception cref="EvidenceException">It is missing or broken.</exception>
    public ImageRecord Image => ImageRecord.Parse(Text(EvidenceFiles.Image), EvidenceFiles.Image);

    /// <summary>The statement that lists the evidence.</summary>
    /// <exception cref="EvidenceException">It is missing or broken.</exception>
    public ProvenanceStatement Provenance => ProvenanceStatement.Parse(Text(EvidenceFiles.Provenance));

    /// <summary>Returns a file's text.</summary>
    /// <param name="name">The file's name in the artifacts folder.</param>
    /// <exception cref="EvidenceException">It is missing.</exception>
    public string Text(string name) =>
        Files.TryGetValue(name, out byte[]? bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new EvidenceException(
                $"'{name}' is missing{Reason(name)}. Run {Source(name)}, or download its artifacts."
            );

    /// <summary>Returns a file's JSON.</summary>
    /// <param name="name">The file's name in the artifacts folder.</param>
    /// <exception cref="EvidenceException">It is missing or broken.</exception>
    public JsonElement Json(string name)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Text(name));
            return document.RootElement.Clone();
        }
        catch (JsonException failure)
        {
            throw new EvidenceException($"'{name}' is not JSON: {failure.Message} Run {Source(name)} again.", failure);
        }
    }

    // Without the log its facts are unknown, and the user can fix the reason.
    private string Reason(string name) =>
        name is EvidenceFiles.CustomizationLog or EvidenceFiles.ValidationLog && NoLog.ReasonIn(Files) is { } reason
            ? $", so its contents are unknown: {reason.TrimEnd('.')}"
            : "";

    private static string Source(string name) =>
        name switch
        {
            EvidenceFiles.Image => "the target Build",
            EvidenceFiles.Template or EvidenceFiles.Customizer => "the target Template",
            EvidenceFiles.Prereqs => "the target Prereqs",
            EvidenceFiles.LockCheck => "the target Check",
            _ => "the target Logs",
        };
}

/// <summary>The image of this checkout and these settings.</summary>
/// <param name="Template">What Template would deploy now.</param>
/// <param name="Customizer">The steps in <c>customizer.json</c>.</param>
/// <param name="Owner">The value of the owner tag.</param>
public sealed record ExpectedImage(TemplateRecord Template, string Customizer, string Owner);
