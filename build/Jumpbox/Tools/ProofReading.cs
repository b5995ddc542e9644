using Semver;

namespace Jumpbox.Tools;

/// <summary>Reads the proofs of a tool in the catalogue.</summary>
internal static class ProofReading
{
    private static readonly Dictionary<string, VerificationKind> Forms = new(StringComparer.Ordinal)
    {
        ["sigstore"] = VerificationKind.Sigstore,
        ["attestation"] = VerificationKind.Attestation,
        ["provenance"] = VerificationKind.Provenance,
        ["minisign"] = VerificationKind.Minisign,
    };

    private static readonly Dictionary<string, ProofCover> Covers = new(StringComparer.Ordinal)
    {
        ["file"] = ProofCover.File,
        ["checksums"] = ProofCover.Checksums,
    };

    public static ProofSource Proof(PinReader reader)
    {
        VerificationKind form = reader.Choice("form", Forms);
        string? covers = reader.OptionalText("covers", Covers.ContainsKey, "one of file, checksums");
        string? url = reader.OptionalText("url", CatalogueReading.IsUrlTemplate, PinText.UrlExpected);
        string identity = reader.Text("identity", PinText.IsLine, "the signer's name in the certificate, or a key");
        string? issuer = reader.OptionalText("issuer", PinText.IsUrl, "the https URL of who vouches for the identity");
        string? since = reader.OptionalText("since", IsVersion, "a version, for example 1.8.0");
        ProofCover cover = Covers.GetValueOrDefault(covers ?? "file");
        if (url is null && form != VerificationKind.Attestation)
        {
            reader.Refuse(
                "url",
                null,
                "the address of the proof, because only an attestation is read from GitHub's API"
            );
        }
        if (form == VerificationKind.Minisign && (cover == ProofCover.File || issuer is not null))
        {
            reader.Refuse(
                "covers",
                covers,
                "checksums and no issuer, because minisign signs the bytes of a small file with a key"
            );
        }
        return new ProofSource(
            form,
            cover,
            url,
            identity,
            form == VerificationKind.Minisign ? null : issuer ?? ProofSource.GitHubIssuer,
            since
        );
    }

    public static void Cross(PinReader reader, ToolDefinition tool)
    {
        if (tool.Proofs.Any(proof => proof.Covers == ProofCover.Checksums) && tool.Checksum is null)
        {
            reader.Refuse("proofs", "checksums", "a checksum too, because a proof covers the checksum file");
        }
        if (tool.Proofs.Count > 0 && tool.Apt is not null)
        {
            reader.Refuse("proofs", null, "no proofs, because apt verifies the repository's own signature");
        }
    }

    private static bool IsVersion(string text) => SemVersion.TryParse(text, SemVersionStyles.Strict, out _);
}
