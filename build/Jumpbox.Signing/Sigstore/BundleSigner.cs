using System.Security.Cryptography;
using Jumpbox.Signing.Keys;

namespace Jumpbox.Signing.Sigstore;

/// <summary>What a bundle is verified with: a certificate of its own, or a key that the caller trusts.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Certificate">The certificate with that key; null for a trusted key.</param>
internal sealed record BundleSigner(EcPublicKey Key, LeafCertificate? Certificate)
{
    /// <summary>What a log entry must hold as its verifier: the certificate, or the key.</summary>
    public ReadOnlyMemory<byte> Encoded => Certificate?.Certificate.RawDataMemory ?? Key.Spki;

    /// <summary>The label of that in PEM.</summary>
    public string PemLabel => Certificate is null ? "PUBLIC KEY" : "CERTIFICATE";

    public bool IsInPem(string pem) =>
        PemEncoding.TryFind(pem, out PemFields fields)
        && pem[fields.Label] == PemLabel
        && Convert.FromBase64String(pem[fields.Base64Data]).AsSpan().SequenceEqual(Encoded.Span);
}
