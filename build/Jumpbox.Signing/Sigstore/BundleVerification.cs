using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>
/// Verifies a bundle against one trusted root, in the order of Sigstore's client specification
/// (https://github.com/sigstore/architecture-docs/blob/main/client-spec.md). Each proof that the bundle has must verify, not only
/// as many as are needed.
/// </summary>
internal sealed class BundleVerification(Bundle bundle, TrustedRoot root, InstanceNeeds needs, DateTimeOffset now)
{
    // How far the clocks of authorities and logs may be ahead of this machine's.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Verifies a bundle with a certificate against each root that has issued it, until one fits.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="roots">The trusted roots.</param>
    /// <param name="now">The time.</param>
    /// <param name="artefact">The digest of the artefact, for a bundle without an envelope.</param>
    /// <exception cref="RefusalException">No root fits.</exception>
    public static VerifiedBundle Verify(
        Bundle bundle,
        TrustedRoots roots,
        DateTimeOffset now,
        ReadOnlyMemory<byte> artefact = default
    )
    {
        if (bundle.Certificate is not { } encoded)
        {
            throw new RefusalException(
                "The bundle has no certificate; it is signed with a key.",
                VerificationStep.Certificate
            );
        }
        LeafCertificate leaf = Steps.Take(VerificationStep.Certificate, () => LeafCertificate.Read(encoded));
        RefusalException? first = null;
        foreach (TrustedRoot root in roots.Roots)
        {
            if (Steps.Take(VerificationStep.Certificate, () => leaf.IssuersIn(root)).Count == 0)
            {
                continue;
            }
            try
            {
                return new BundleVerification(bundle, root, root.Needs, now).Verify(leaf, artefact);
            }
            catch (RefusalException refusal)
            {
                first ??= refusal;
            }
        }
        throw first ?? new RefusalException(leaf.NoIssuer(), VerificationStep.Certificate);
    }

    /// <summary>Verifies the bundle with its certificate.</summary>
    public VerifiedBundle Verify(LeafCertificate leaf, ReadOnlyMemory<byte> artefact)
    {
        IReadOnlyList<DateTimeOffset> times = Steps.Take(VerificationStep.Time, Times);
        (CertificateClaims claims, X509Certificate2 issuer) = Steps.Take(
            VerificationStep.Certificate,
            () =>
            {
                IReadOnlyList<CertificateAuthority> authorities = leaf.IssuersIn(root);
                X509Certificate2[] issuers = [.. times.Select(time => leaf.DemandIssuer(authorities, time))];
                return (leaf.Claims(), issuers[0]);
            }
        );
        Steps.Take(
            VerificationStep.CertificateTransparency,
            () =>
                DemandCount(
                    "certificate timestamp (SCT) of a known log",
                    CertificateTimestamps.Verify(leaf.Certificate, issuer, root),
                    needs.Scts
                )
        );
        BundleSigner signer = new(leaf.Key, leaf);
        DemandEntries(signer, artefact, times);
        return new VerifiedBundle(claims, times);
    }

    /// <summary>
    /// Verifies the bundle with a key that is trusted for reasons of its own. Times and log entries are not needed then; those
    /// that the bundle has must verify all the same.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Verify(EcPublicKey key, ReadOnlyMemory<byte> artefact)
    {
        IReadOnlyList<DateTimeOffset> times = Steps.Take(VerificationStep.Time, Times);
        DemandEntries(new BundleSigner(key, null), artefact, times);
        return times;
    }

    private List<DateTimeOffset> Times()
    {
        IEnumerable<DateTimeOffset> signed = bundle.Timestamps.Select(one =>
            SignedTimestamp.Verify(one, bundle.Signature, root)
        );
        IEnumerable<DateTimeOffset> promised = bundle
            .Entries.Select(entry => LogProof.PromisedTime(entry, LogProof.LogOf(entry, root)))
            .OfType<DateTimeOffset>();
        List<DateTimeOffset> times = [.. signed, .. promised];
        foreach (DateTimeOffset time in times.Where(time => time > now + Skew))
        {
            throw new RefusalException($"The bundle was signed at {UtcText.Of(time)}, and now is {UtcText.Of(now)}.");
        }
        DemandCount("signed time", times.Count, needs.Times);
        return times;
    }

    private void DemandEntries(BundleSigner signer, ReadOnlyMemory<byte> artefact, IReadOnlyList<DateTimeOffset> times)
    {
        Steps.Take(
            VerificationStep.Log,
            () =>
            {
                DemandCount("log entry", bundle.Entries.Count, needs.Entries);
                foreach (LogEntry entry in bundle.Entries)
                {
                    TransparencyLog log = LogProof.LogOf(entry, root);
                    foreach (DateTimeOffset time in times)
                    {
                        LogProof.DemandTrust(log, time);
                    }
                    LogProof.DemandInclusion(entry, log);
                }
            }
        );
        foreach (LogEntry entry in bundle.Entries)
        {
            Steps.Take(VerificationStep.LogBody, () => LogBody.Demand(entry, bundle, signer, artefact));
        }
        Steps.Take(VerificationStep.Signature, () => DemandSignature(signer.Key, artefact));
    }

    private void DemandSignature(EcPublicKey key, ReadOnlyMemory<byte> artefact)
    {
        if (bundle.Message is { } message)
        {
            if (artefact.IsEmpty)
            {
                throw new RefusalException("The bundle signs an artefact that it does not hold.");
            }
            if (message.Digest is { } hint && !hint.Span.SequenceEqual(artefact.Span))
            {
                throw new RefusalException(
                    $"The bundle is for an artefact with the digest {Convert.ToHexStringLower(hint.Span)}, and this one has {Convert.ToHexStringLower(artefact.Span)}."
                );
            }
            if (!key.VerifyHashDer(artefact.Span, message.Signature.Span))
            {
                throw new RefusalException(
                    "The bundle's signature over the artefact is not by its certificate or key."
                );
            }
        }
        else if (!key.VerifyDer(bundle.Envelope!.Encode(), bundle.Signature.Span))
        {
            throw new RefusalException("The envelope's signature is not by the bundle's certificate or key.");
        }
    }

    private static void DemandCount(string what, int found, int needed)
    {
        if (found < needed)
        {
            throw new RefusalException($"The bundle needs at least {needed} {what} and has {found}.");
        }
    }
}

/// <summary>What a verified bundle proves.</summary>
/// <param name="Claims">The claims of its certificate.</param>
/// <param name="Times">When it was signed, by each authority that says so.</param>
internal sealed record VerifiedBundle(CertificateClaims Claims, IReadOnlyList<DateTimeOffset> Times);
