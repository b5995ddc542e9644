using System.Text;
using Jumpbox.Signing;
using Jumpbox.Signing.Sigstore;
using Jumpbox.Tools;
using Semver;

namespace Jumpbox.Pins;

/// <summary>Verifies the proofs of a release that the catalogue demands.</summary>
/// <param name="files">Downloads the proofs.</param>
/// <param name="gitHub">Has attestations.</param>
/// <param name="trust">The trusted roots.</param>
/// <param name="time">The clock.</param>
internal sealed class ProofCheck(PublisherFiles files, GitHubReleases gitHub, TrustFiles trust, TimeProvider time)
{
    private const int LargestProofBytes = 8 * 1024 * 1024;
    private const int ShownProblems = 3;

    /// <summary>The forms of the proofs that a version must have.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="version">The version.</param>
    public static IEnumerable<VerificationKind> Demanded(ToolDefinition tool, string version) =>
        tool
            .Proofs.Where(proof => IsSince(proof, version))
            .Select(proof => proof.Form)
            .Concat(tool.Signature is null ? [] : [VerificationKind.Signature])
            .Distinct();

    /// <summary>Verifies the proofs that cover a file or a checksum file.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="version">The version.</param>
    /// <param name="architecture">The architecture; empty for a checksum file.</param>
    /// <param name="covers">What is covered.</param>
    /// <param name="covered">The SHA-256 in lower-case hex, and the bytes, which are null for a file that was not downloaded.</param>
    /// <param name="mayLack">Whether one that does not exist is left out. One that does not hold never is.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A confirmation by each.</returns>
    /// <exception cref="ReleaseRefusedException">One does not exist.</exception>
    /// <exception cref="PinSourceException">One cannot be trusted.</exception>
    public async Task<IReadOnlyList<Verification>> DemandAsync(
        ToolDefinition tool,
        string version,
        string architecture,
        ProofCover covers,
        (string Sha256, byte[]? Bytes) covered,
        bool mayLack,
        CancellationToken cancellationToken
    )
    {
        List<Verification> confirmed = [];
        foreach (ProofSource proof in tool.Proofs.Where(proof => proof.Covers == covers && IsSince(proof, version)))
        {
            string identity = tool.Expand(proof.Identity, version, architecture);
            (string place, byte[]? found) = await ReadAsync(
                tool,
                proof,
                version,
                architecture,
                covered.Sha256,
                cancellationToken
            );
            if (found is not { } text)
            {
                if (mayLack)
                {
                    continue;
                }
                throw new ReleaseRefusedException($"its proof, {place}, does not exist") { Lacks = proof.Form };
            }
            if (Problem(tool, proof, version, identity, covered, text) is { } problem)
            {
                throw PinSourceException.Untrusted(place, problem);
            }
            confirmed.Add(new Verification(proof.Form, identity) { Issuer = proof.Issuer });
        }
        return confirmed;
    }

    private async Task<(string Place, byte[]? Text)> ReadAsync(
        ToolDefinition tool,
        ProofSource proof,
        string version,
        string architecture,
        string sha256,
        CancellationToken cancellationToken
    )
    {
        if (proof.Url is null)
        {
            string? text = await gitHub.AttestationsAsync(tool.Repository, sha256, cancellationToken);
            return (
                $"GitHub's attestation of the file with the SHA-256 {sha256}",
                text is null ? null : Encoding.UTF8.GetBytes(text)
            );
        }
        string url = tool.Expand(proof.Url, version, architecture);
        return (url, await files.FindAsync(url, LargestProofBytes, cancellationToken));
    }

    private string? Problem(
        ToolDefinition tool,
        ProofSource proof,
        string version,
        string identity,
        (string Sha256, byte[]? Bytes) covered,
        byte[] text
    )
    {
        if (proof.Form == VerificationKind.Minisign)
        {
            return Minisign.Problem(covered.Bytes, Encoding.UTF8.GetString(text), identity);
        }
        DateTimeOffset now = time.GetUtcNow();
        TrustedRoots roots = trust.Read(DateOnly.FromDateTime(now.UtcDateTime));
        CertificateIdentity signer = new(identity, proof.Issuer!)
        {
            // A workflow that others can call signs in its own name for whatever they pass to it.
            Repository = proof.Issuer == ProofSource.GitHubIssuer ? $"https://github.com/{tool.Repository}" : null,
        };
        if (proof.Form == VerificationKind.Sigstore)
        {
            return SignedFile.Problem(text, covered.Sha256, signer, roots, now);
        }
        signer = signer with
        {
            Repository = $"https://github.com/{tool.Repository}",
            Ref = $"refs/tags/{tool.TagOf(version)}",
        };
        // A repository may have attested a file more than once, and a file of attestations has one for each file of the release.
        List<string> problems = [];
        foreach (byte[] bundle in AttestationList.Read(text))
        {
            string? problem = SignedFile.ProvenanceProblem(bundle, covered.Sha256, signer, roots, now);
            if (problem is null)
            {
                return null;
            }
            problems.Add(problem);
        }
        return problems.Count == 0 ? "it holds no bundle" : string.Join("; ", problems.Distinct().Take(ShownProblems));
    }

    private static bool IsSince(ProofSource proof, string version) =>
        proof.Since is not { } since
        || (
            SemVersion.TryParse(version, SemVersionStyles.OptionalMinorPatch, out SemVersion? parsed)
            && parsed.ComparePrecedenceTo(SemVersion.Parse(since, SemVersionStyles.Strict)) >= 0
        );
}
