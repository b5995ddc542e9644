using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Who may sign evidence. Everything is compared exactly: case, slashes and refs count.</summary>
public abstract record AllowedSigner
{
    private AllowedSigner() { }

    /// <summary>An ECDSA key, local or in Key Vault.</summary>
    /// <param name="Sha256">The SHA-256 of its SubjectPublicKeyInfo in lower-case hex.</param>
    /// <param name="PublicKeyPem">
    /// The public key. Without it nothing can be verified: set it, or read it from Key Vault by <paramref name="KeyId"/> first.
    /// </param>
    /// <param name="KeyId">The address of a key in Key Vault, with its version.</param>
    public sealed record Key(string Sha256, string? PublicKeyPem, string? KeyId) : AllowedSigner
    {
        /// <summary>The public key, compared with the pinned fingerprint.</summary>
        internal EcPublicKey Open()
        {
            if (PublicKeyPem is null)
            {
                throw new RefusalException($"The allowed key {KeyId ?? Sha256} has no public key to verify with.");
            }
            EcPublicKey key = EcPublicKey.FromPem(PublicKeyPem);
            return key.Sha256 == Sha256
                ? key
                : throw new RefusalException(
                    $"The public key of the allowed key {Sha256} has the SHA-256 {key.Sha256}."
                );
        }
    }

    /// <summary>A workflow of GitHub Actions that signs in its own repository.</summary>
    /// <param name="Repository">The repository: <c>owner/name</c>.</param>
    /// <param name="Path">The workflow: <c>.github/workflows/release.yml</c>.</param>
    /// <param name="Ref">The ref: <c>refs/heads/main</c>.</param>
    public sealed record Workflow(string Repository, string Path, string Ref) : AllowedSigner
    {
        /// <summary>GitHub's address.</summary>
        public string Server { get; init; } = "https://github.com";

        /// <summary>Who issues the identity of its workflows.</summary>
        public string Issuer { get; init; } = "https://token.actions.githubusercontent.com";

        /// <summary>
        /// The workflow that the run begins with, if the one that signs is a reusable one that it calls; null if it is the same.
        /// </summary>
        public string? CallerPath { get; init; }

        /// <summary>The repository's number; null compares only its name, which can be registered again by others.</summary>
        public string? RepositoryId { get; init; }

        /// <summary>The owner's number; null compares only the name.</summary>
        public string? OwnerId { get; init; }

        /// <summary>The deployment environment; null accepts any. Certificates did not name it until May 2026.</summary>
        public string? Environment { get; init; }

        /// <summary>Where the job ran.</summary>
        public string Runner { get; init; } = "github-hosted";

        /// <returns>Null if a certificate is that of this workflow, or else the first difference.</returns>
        internal string? Difference(CertificateClaims claims)
        {
            string signer = $"{Server}/{Repository}/{Path}@{Ref}";
            string repository = $"{Server}/{Repository}";
            (string Name, string? Found, string? Expected)[] pairs =
            [
                ("subject alternative name", claims.Subject, signer),
                ("issuer", claims.Issuer, Issuer),
                ("signer workflow", claims.BuildSigner, signer),
                ("top workflow", claims.BuildConfig, $"{repository}/{CallerPath ?? Path}@{Ref}"),
                ("repository", claims.SourceRepository, repository),
                ("ref", claims.SourceRef, Ref),
                ("owner", claims.Owner, $"{Server}/{Repository.Split('/')[0]}"),
                ("runner", claims.Runner, Runner),
                ("repository id", claims.RepositoryId, RepositoryId ?? claims.RepositoryId),
                ("owner id", claims.OwnerId, OwnerId ?? claims.OwnerId),
                ("environment", claims.Environment, Environment ?? claims.Environment),
            ];
            // Such a run may have the branch's ref and work on what someone else wrote.
            if (claims.Trigger?.StartsWith("pull_request", StringComparison.Ordinal) == true)
            {
                return $"the certificate is of a run that a pull request started ('{claims.Trigger}')";
            }
            (string Name, string? Found, string? Expected) other = pairs.FirstOrDefault(one =>
                !string.Equals(one.Found, one.Expected, StringComparison.Ordinal)
            );
            return other.Name is null
                ? null
                : $"the certificate's {other.Name} is {(other.Found is null ? "missing" : $"'{other.Found}'")}, expected '{other.Expected}'";
        }
    }
}
