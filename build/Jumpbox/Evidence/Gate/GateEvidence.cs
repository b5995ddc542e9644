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

    /// <summary>What verifying the signature showed.</summary>
    public SignatureSighting Signature { get; init; } = SignatureSighting.None;

    /// <summary>The statement that lists the evidence: the signed one, or else the file.</summary>
    /// <exception cref="EvidenceException">It is missing or broken.</exception>
    public ProvenanceStatement Provenance =>
        ProvenanceStatement.Parse(
            Signature.Provenance is { } signed ? Encoding.UTF8.GetString(signed.Span) : Text(EvidenceFiles.Provenance)
        );

    /// <summary>The bytes of <see cref="Provenance"/>; null if there are none.</summary>
    public ReadOnlyMemory<byte>? ProvenanceBytes =>
        Signature.Provenance
        ?? (Files.TryGetValue(EvidenceFiles.Provenance, out byte[]? bytes) ? bytes : (ReadOnlyMemory<byte>?)null);

    /// <summary>Whether a verified signature covers each file.</summary>
    public bool IsSigned
    {
        get
        {
            try
            {
                return Signature.IsGood
                    && !EvidenceFiles
                        .Digests(Files)
                        .Except(
                            Provenance.Subject.Select(one =>
                                KeyValuePair.Create(one.Name ?? "", one.Digest?.GetValueOrDefault("sha256") ?? "")
                            )
                        )
                        .Any();
            }
            catch (EvidenceException)
            {
                return false;
            }
        }
    }

    /// <summary>The external parameters that the provenance must have, and no others.</summary>
    public Reading<IReadOnlyDictionary<string, string>> ExpectedParameters
    {
        get
        {
            const string what = "The expected parameters";
            try
            {
                TemplateRecord template = Expected.Value.Template;
                return Readings.Present(
                    what,
                    ProvenanceFactory.ExternalParameters(
                        template.Cloud,
                        template.Subscription,
                        template.Location,
                        ExpectedBaseImage,
                        template.Contents
                    )
                );
            }
            catch (Exception missing) when (missing is MissingFactException or EvidenceException)
            {
                return Readings.Unreadable<IReadOnlyDictionary<string, string>>(what, missing.Message);
            }
        }
    }

    /// <summary>The base image that settings, lock and, for <c>latest</c>, the cloud have.</summary>
    /// <exception cref="MissingFactException">The checkout or the cloud could not be read.</exception>
    /// <exception cref="EvidenceException">The cloud does not report the version.</exception>
    internal RecordedBaseImage ExpectedBaseImage =>
        Expected.Value.Template is { BaseImage: { } known }
            ? new RecordedBaseImage(known.Publisher, known.Offer, known.Sku, Version(known.Version))
            : new RecordedBaseImage("", "", "", "", Expected.Value.Template.SourceImageId);

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

    // Only the template has the version that "latest" was.
    private string Version(string stated) =>
        stated.Equals("latest", StringComparison.OrdinalIgnoreCase)
            ? Cloud.Template.Value.BaseVersion
                ?? throw new EvidenceException("The cloud does not report which version of the base image was used.")
            : stated;

    private static string Source(string name) =>
        name switch
        {
            EvidenceFiles.Image => "the target Build",
            EvidenceFiles.Template or EvidenceFiles.Customizer => "the target Template",
            EvidenceFiles.Prereqs => "the target Prereqs",
            EvidenceFiles.LockCheck => "the target Check",
            EvidenceFiles.Vulnerabilities => "the target Scan",
            EvidenceFiles.Assessment => "the target Rehearse with --assess",
            EvidenceFiles.Smoke => "the target Smoke",
            _ => "the target Logs",
        };
}

/// <summary>The image of this checkout and these settings.</summary>
/// <param name="Template">What Template would deploy now.</param>
/// <param name="Customizer">The steps in <c>customizer.json</c>.</param>
/// <param name="Owner">The value of the owner tag.</param>
public sealed record ExpectedImage(TemplateRecord Template, string Customizer, string Owner)
{
    /// <summary>The checks of Smoke that are scripts of the checkout: the user's own.</summary>
    public IReadOnlyList<string> OwnSmokeChecks { get; init; } = [];
}
