using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>
/// Verifies a certificate against one given path to an anchor. Each link is verified here, because the platform's chain engines
/// differ about anchors that are intermediates; the engine is asked about everything else.
/// </summary>
internal static class CertificatePath
{
    /// <param name="leaf">The certificate.</param>
    /// <param name="path">Its issuer first, the anchor last.</param>
    /// <param name="time">When it must be valid.</param>
    /// <param name="usage">The extended key usage that it must have.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static string? Problem(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> path,
        DateTimeOffset time,
        string usage
    )
    {
        if (path.Count == 0)
        {
            return $"The trusted root has no issuer of '{leaf.Subject}'.";
        }
        X509Certificate2 certificate = leaf;
        foreach (X509Certificate2 issuer in path)
        {
            if (!IsAuthority(issuer))
            {
                return $"'{issuer.Subject}' is not a certificate authority.";
            }
            if (!IsIssuedBy(certificate, issuer))
            {
                return $"'{certificate.Subject}' of '{certificate.Issuer}' is not signed by '{issuer.Subject}' of the trusted root.";
            }
            certificate = issuer;
        }
        return path.Prepend(leaf).FirstOrDefault(one => !IsValid(one, time)) is { } late
                ? $"The certificate '{late.Subject}' of '{late.Issuer}' is valid from {UtcText.Of(late.NotBefore)} to {UtcText.Of(late.NotAfter)}, not at {UtcText.Of(time)}."
            : !HasUsage(leaf, usage) ? $"The certificate '{leaf.Subject}' lacks the extended key usage {usage}."
            : EngineProblem(leaf, path, time, usage);
    }

    public static bool IsAuthority(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(one => one.CertificateAuthority);

    public static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData)
        && CertificateParts.Read(certificate).IsSignedBy(issuer.PublicKey);

    private static string Fingerprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static bool IsValid(X509Certificate2 certificate, DateTimeOffset time) =>
        time >= certificate.NotBefore.ToUniversalTime() && time <= certificate.NotAfter.ToUniversalTime();

    // The engine takes a certificate without the extension for one of every usage.
    private static bool HasUsage(X509Certificate2 certificate, string usage) =>
        certificate
            .Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(one => one.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == usage));

    private static string? EngineProblem(
        X509Certificate2 leaf,
        IReadOnlyList<X509Certificate2> path,
        DateTimeOffset time,
        string usage
    )
    {
        X509Certificate2 anchor = path[^1];
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        _ = chain.ChainPolicy.CustomTrustStore.Add(anchor);
        chain.ChainPolicy.ExtraStore.AddRange(path.SkipLast(1).ToArray());
        bool isBuilt = chain.Build(leaf);
        bool isRoot = anchor.SubjectName.RawData.AsSpan().SequenceEqual(anchor.IssuerName.RawData);
        X509ChainStatusFlags status = chain
            .ChainStatus.Select(one => one.Status)
            .Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one);
        if (!isBuilt && (isRoot || status != X509ChainStatusFlags.PartialChain))
        {
            return $"The chain of '{leaf.Subject}' of '{leaf.Issuer}' is not valid at {UtcText.Of(time)}: {status}.";
        }
        IEnumerable<string> built = chain.ChainElements.Select(one => Fingerprint(one.Certificate));
        return built.SequenceEqual(path.Prepend(leaf).Select(Fingerprint))
            ? null
            : $"The chain of '{leaf.Subject}' of '{leaf.Issuer}' is not that of the trusted root.";
    }
}
