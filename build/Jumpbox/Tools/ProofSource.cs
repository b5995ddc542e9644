namespace Jumpbox.Tools;

/// <summary>A proof of its origin that a publisher offers with a release, beside checksums and OpenPGP signatures.</summary>
/// <param name="Form">The form.</param>
/// <param name="Covers">What is signed.</param>
/// <param name="Url">
/// The proof, with the placeholders of <see cref="ToolDefinition.Expand"/>; null for an attestation, which GitHub's API then has.
/// </param>
/// <param name="Identity">
/// Who must have signed: the certificate's subject alternative name with <c>{version}</c> or <c>{tag}</c>, or minisign's public key.
/// </param>
/// <param name="Issuer">Who must have vouched for the identity; null for minisign.</param>
/// <param name="Since">The first version that has the proof; null if all have it.</param>
public sealed record ProofSource(
    VerificationKind Form,
    ProofCover Covers,
    string? Url,
    string Identity,
    string? Issuer,
    string? Since
)
{
    /// <summary>The issuer of the identities of GitHub's workflows.</summary>
    public const string GitHubIssuer = "https://token.actions.githubusercontent.com";
}

/// <summary>What a proof covers.</summary>
public enum ProofCover
{
    /// <summary>The file itself.</summary>
    File,

    /// <summary>The checksum file, and by it each file that it lists.</summary>
    Checksums,
}
