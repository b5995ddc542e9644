using System.Security.Cryptography;
using Jumpbox.Files;

namespace Jumpbox.Evidence;

/// <summary>The files of evidence: their names in the artifacts folder, and their bytes.</summary>
public static class EvidenceFiles
{
    /// <summary>The gate document.</summary>
    public const string Image = "image.json";

    /// <summary>What Template deployed.</summary>
    public const string Template = "template.json";

    /// <summary>The steps as they were deployed.</summary>
    public const string Customizer = "customizer.json";

    /// <summary>The findings of Prereqs.</summary>
    public const string Prereqs = "prereqs.json";

    /// <summary>The last check of the lock.</summary>
    public const string LockCheck = "lock-check.json";

    /// <summary>The software bill of materials, as SPDX. Scanners choose the reader by the file's name.</summary>
    public const string Bill = "sbom.spdx.json";

    /// <summary>The same, as CycloneDX.</summary>
    public const string CycloneDxBill = "sbom.cdx.json";

    /// <summary>The same, as CycloneDX with Ubuntu's source packages in place of the binary ones.</summary>
    public const string SourceBill = "sbom.sources.cdx.json";

    /// <summary>The known vulnerabilities, from a scanner or advisories.</summary>
    public const string Vulnerabilities = "vulnerabilities.json";

    /// <summary>What machines showed that were started from the image.</summary>
    public const string Smoke = "smoke.json";

    /// <summary>What the commands on these machines printed.</summary>
    public const string SmokeLog = "logs/smoke.log";

    /// <summary>What an assessor found in a rehearsed root file system.</summary>
    public const string Assessment = "assessment.json";

    /// <summary>The settings that it was built with, path and value; for comparison with another image.</summary>
    public const string Settings = "settings.json";

    /// <summary>The statement that lists all other files.</summary>
    public const string Provenance = "provenance.json";

    /// <summary>
    /// The provenance signed with a key: one DSSE envelope on one line. The ending is in-toto's for such files, so other
    /// verifiers find it.
    /// </summary>
    public const string SignedProvenance = "provenance.intoto.jsonl";

    /// <summary>GitHub's attestation of the provenance: a Sigstore bundle.</summary>
    public const string Attestation = "provenance.sigstore.json";

    /// <summary>The public half of the key that signed. Nothing vouches for it; the settings have its fingerprint.</summary>
    public const string PublicKey = "provenance.pem";

    /// <summary>The signed verdict: a verification summary in a DSSE envelope.</summary>
    public const string SignedVerdict = "gate.vsa.intoto.jsonl";

    /// <summary>The signed revocation of a release: an in-toto statement in a DSSE envelope.</summary>
    public const string SignedRevocation = "revocation.intoto.jsonl";

    /// <summary>The log of the steps that built the image.</summary>
    public const string CustomizationLog = "logs/customization.log";

    /// <summary>The log of the checks inside the image.</summary>
    public const string ValidationLog = "logs/validation.log";

    /// <summary>Why there is no log; exists only without one.</summary>
    public const string NoLog = "logs/no-log.json";

    /// <summary>The files that the provenance must list; without them a release cannot be verified.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [Image, Template, Customizer, Prereqs, LockCheck, Bill, CustomizationLog, ValidationLog];

    /// <summary>
    /// The files that the provenance lists if they exist. The timeline and the report are written later and are not evidence.
    /// </summary>
    public static IReadOnlyList<string> Listed { get; } =
    [
        .. Required,
        Settings,
        Vulnerabilities,
        Assessment,
        Smoke,
        SmokeLog,
        "prereqs.junit.xml",
        CycloneDxBill,
        SourceBill,
        NoLog,
    ];

    /// <summary>The signatures over the provenance, with what they are verified with. None of them is always there.</summary>
    public static IReadOnlyList<string> Signatures { get; } = [SignedProvenance, Attestation, PublicKey];

    /// <summary>
    /// What CI may publish to everyone who can read its runs: evidence and reports. Nothing else of the
    /// artifacts folder, which also contains secrets.
    /// </summary>
    public static IReadOnlyList<string> Published { get; } =
    [
        .. Listed,
        Provenance,
        .. Signatures,
        SignedVerdict,
        "run.json",
        .. SmokeDiagnostics(1),
        .. SmokeDiagnostics(2),
        "vulnerabilities.openvex.json",
        "compare.json",
        "compare.html",
        "release-notes.md",
        "gate.json",
        "gate.junit.xml",
        "check.junit.xml",
        "report.html",
        "report.md",
        "rollback.json",
        "retirement.json",
        "revocation.json",
        SignedRevocation,
        "promotion.json",
        "inventory.json",
        "inventory.html",
    ];

    /// <summary>The serial console log and the screenshot of a machine that failed.</summary>
    /// <param name="machine">The machine: 1 or 2.</param>
    public static IReadOnlyList<string> SmokeDiagnostics(int machine) =>
        [$"logs/smoke-console-{machine}.log", $"logs/smoke-screen-{machine}.png"];

    /// <summary>Reads the existing files of evidence, including the provenance and its signatures.</summary>
    /// <param name="folder">The artifacts folder.</param>
    /// <returns>Name and bytes.</returns>
    /// <exception cref="EvidenceException">One cannot be read.</exception>
    public static IReadOnlyDictionary<string, byte[]> Read(string folder)
    {
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        foreach (string name in Listed.Append(Provenance).Concat(Signatures))
        {
            string path = Path.Combine(folder, name);
            try
            {
                if (File.Exists(path))
                {
                    files[name] = PlainFile.Read(path);
                }
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new EvidenceException(
                    $"'{path}' cannot be read: {failure.Message} Put an ordinary file in its place that the account can read, or "
                        + "run the target that writes it again.",
                    failure
                );
            }
        }
        return files;
    }

    /// <summary>Computes the digest of every file except the provenance and its signatures, as it lists them.</summary>
    /// <param name="files">Name and bytes.</param>
    /// <returns>Name and SHA-256, 64 lower-case hexadecimal digits.</returns>
    public static IReadOnlyDictionary<string, string> Digests(IReadOnlyDictionary<string, byte[]> files) =>
        files
            .Where(file => file.Key != Provenance && !Signatures.Contains(file.Key))
            .ToDictionary(file => file.Key, file => Convert.ToHexStringLower(SHA256.HashData(file.Value)));
}
