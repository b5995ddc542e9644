using System.Security.Cryptography;
using System.Text.Json;
using Jumpbox.Checks;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Evidence.Provenance;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Verifies the signature over a run's evidence, for the gate. Pure.</summary>
public static class EvidenceVerification
{
    /// <summary>Verifies the envelope or, without one, GitHub's attestation, and compares what is signed.</summary>
    /// <param name="evidence">The files, the checkout and the cloud.</param>
    /// <param name="signers">Who may sign.</param>
    /// <param name="roots">The trusted roots, for attestations.</param>
    /// <param name="now">The time.</param>
    public static SignatureSighting See(
        GateEvidence evidence,
        IReadOnlyList<EvidenceSigner> signers,
        TrustedRoots roots,
        DateTimeOffset now
    )
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(signers);
        string[] found =
        [
            .. new[] { EvidenceFiles.SignedProvenance, EvidenceFiles.Attestation }.Where(evidence.Files.ContainsKey),
        ];
        if (found.Length == 0)
        {
            return new SignatureSighting(
                SignatureState.Missing,
                $"there is neither {EvidenceFiles.SignedProvenance} nor {EvidenceFiles.Attestation}"
            );
        }
        if (signers.Count == 0)
        {
            return new SignatureSighting(
                SignatureState.NotVerified,
                $"{string.Join(" and ", found)} could not be verified, since gate.signers names no signer"
            )
            {
                File = found[0],
            };
        }
        if (evidence.ExpectedParameters is { State: not ReadingState.Present } unknown)
        {
            return new SignatureSighting(
                SignatureState.Unreadable,
                $"what {found[0]} should say is unknown: {unknown.Reason?.TrimEnd('.')}"
            )
            {
                File = found[0],
            };
        }
        // With both, one by an allowed signer is enough: the other may be for other verifiers.
        SignatureSighting[] seen = [.. found.Select(file => See(evidence, file, signers, roots, now))];
        return seen.FirstOrDefault(one => one.State == SignatureState.Verified) ?? seen[0];
    }

    private static SignatureSighting See(
        GateEvidence evidence,
        string file,
        IReadOnlyList<EvidenceSigner> signers,
        TrustedRoots roots,
        DateTimeOffset now
    ) =>
        SignedStatement.Verify(evidence.Files[file], [.. signers.Select(one => one.Allowed)], roots, now) switch
        {
            StatementVerdict.Verified { Claims: { } claims } verified => OfWorkflow(evidence, file, verified, claims),
            StatementVerdict.Verified verified => OfKey(
                evidence,
                file,
                verified,
                signers.First(one => one.Allowed.Equals(verified.Signer)).Builder
            ),
            StatementVerdict.Refused refused => Refused(file, $"{refused.Reason.TrimEnd('.')} (step {refused.Step})"),
            _ => throw new InvalidOperationException("There is no other verdict."),
        };

    // The signed bytes are the provenance.
    private static SignatureSighting OfKey(
        GateEvidence evidence,
        string file,
        StatementVerdict.Verified verified,
        string builder
    ) =>
        Seen(
            file,
            $"{file} is signed by the key {((AllowedSigner.Key)verified.Signer).KeyId ?? ((AllowedSigner.Key)verified.Signer).Sha256}, builder {builder}",
            verified.Payload,
            () => Compare(evidence, verified.Statement, builder)
        );

    // GitHub signs the digest of a file, and only the certificate is GitHub's own word: the job can choose all the rest.
    private static SignatureSighting OfWorkflow(
        GateEvidence evidence,
        string file,
        StatementVerdict.Verified verified,
        CertificateClaims claims
    )
    {
        byte[] provenance = evidence.Files.GetValueOrDefault(EvidenceFiles.Provenance) ?? [];
        string digest = Convert.ToHexStringLower(SHA256.HashData(provenance));
        if (!verified.Statement.Covers("sha256", digest))
        {
            return Refused(
                file,
                $"the attestation is of other files than {EvidenceFiles.Provenance} with SHA-256 {digest}"
            );
        }
        if (verified.Statement.PredicateType != ProvenanceExpectation.PredicateType)
        {
            return Refused(
                file,
                $"the attestation's predicate has the type '{verified.Statement.PredicateType}', expected '{ProvenanceExpectation.PredicateType}'"
            );
        }
        return Seen(
            file,
            $"{file} is GitHub's attestation of {claims.BuildConfig}, run {claims.Run}",
            provenance,
            () =>
            {
                InTotoStatement statement = InTotoStatement.Parse(provenance);
                string run = Text(statement.Predicate, "runDetails", "metadata", "invocationId");
                return
                [
                    .. Compare(evidence, statement, claims.BuildConfig ?? ""),
                    .. run == claims.Run
                        ? []
                        : new[] { $"The provenance is of the run '{run}', the certificate is of '{claims.Run}'." },
                    .. SourceDifference(statement, claims),
                ];
            }
        );
    }

    // A run of an allowed workflow may have checked out something else than what it was started for.
    private static string[] SourceDifference(InTotoStatement statement, CertificateClaims claims)
    {
        JsonElement dependencies =
            statement.Predicate is { ValueKind: JsonValueKind.Object } predicate
            && predicate.TryGetProperty("buildDefinition", out JsonElement definition)
            && definition.TryGetProperty("resolvedDependencies", out JsonElement list)
                ? list
                : default;
        string commit =
            dependencies.ValueKind == JsonValueKind.Array
                ? dependencies
                    .EnumerateArray()
                    .Where(one => Text(one, "name") == "source")
                    .Select(one => Text(one, "digest", "gitCommit"))
                    .FirstOrDefault("")
                : "";
        return commit.Length > 0 && commit == claims.SourceDigest
            ? []
            : [$"The provenance is of the commit '{commit}', the certificate is of '{claims.SourceDigest}'."];
    }

    private static SignatureSighting Refused(string file, string reason) =>
        new(SignatureState.Refused, reason) { File = file };

    private static SignatureSighting Seen(
        string file,
        string text,
        ReadOnlyMemory<byte> provenance,
        Func<IEnumerable<string>> compare
    )
    {
        try
        {
            return new SignatureSighting(SignatureState.Verified, text)
            {
                File = file,
                Provenance = provenance,
                Differences = [.. compare().Select(one => one.TrimEnd('.'))],
            };
        }
        catch (RefusalException refusal)
        {
            return Refused(file, refusal.Message.TrimEnd('.'));
        }
    }

    private static IReadOnlyList<string> Compare(GateEvidence evidence, InTotoStatement statement, string builder) =>
        new ProvenanceExpectation(
            builder,
            ProvenanceFactory.BuildType,
            JsonSerializer.SerializeToElement(evidence.ExpectedParameters.Value)
        ).Differences(statement);

    private static string Text(JsonElement? element, params string[] path)
    {
        foreach (string name in path)
        {
            element =
                element is { ValueKind: JsonValueKind.Object } parent
                && parent.TryGetProperty(name, out JsonElement child)
                    ? child
                    : null;
        }
        return element is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
    }
}
