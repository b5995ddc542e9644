using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>The short-lived certificate that Fulcio issues for one signature.</summary>
internal sealed class LeafCertificate
{
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3";
    private const string AlternativeName = "2.5.29.17";

    private static readonly Asn1Tag Mail = new(TagClass.ContextSpecific, 1);
    private static readonly Asn1Tag Address = new(TagClass.ContextSpecific, 6);

    private LeafCertificate(X509Certificate2 certificate, EcPublicKey key)
    {
        Certificate = certificate;
        Key = key;
    }

    public X509Certificate2 Certificate { get; }

    public EcPublicKey Key { get; }

    public static LeafCertificate Read(ReadOnlyMemory<byte> encoded)
    {
        X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(encoded.Span);
        // The loader also takes PEM and what follows a certificate, neither of which a log or a chain has verified.
        return certificate.RawDataMemory.Span.SequenceEqual(encoded.Span)
            ? new LeafCertificate(certificate, EcPublicKey.FromSpki(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            : throw new RefusalException("The bundle's certificate is not exactly one certificate in DER.");
    }

    /// <summary>The authorities of a root that have signed this certificate, whatever the time.</summary>
    public IReadOnlyList<CertificateAuthority> IssuersIn(TrustedRoot root) =>
        [.. root.CertificateAuthorities.Where(one => CertificatePath.IsIssuedBy(Certificate, one.Chain[0]))];

    /// <summary>Demands a chain to one of the authorities at a time.</summary>
    /// <returns>The certificate that issued this one.</returns>
    public X509Certificate2 DemandIssuer(IReadOnlyList<CertificateAuthority> authorities, DateTimeOffset time)
    {
        string? problem = null;
        foreach (CertificateAuthority authority in authorities)
        {
            string? found = authority.Window.Contains(time)
                ? CertificatePath.Problem(Certificate, authority.Chain, time, CodeSigning)
                : $"The certificate's authority '{authority.Chain[0].Subject}' is trusted from {authority.Window}, not at {UtcText.Of(time)}.";
            if (found is null)
            {
                return authority.Chain[0];
            }
            problem ??= found;
        }
        throw new RefusalException(problem ?? NoIssuer());
    }

    public string NoIssuer() =>
        $"No certificate authority of the trusted roots has signed the certificate of '{Certificate.Issuer}'.";

    /// <summary>Reads the claims of a certificate whose form is that of Fulcio.</summary>
    public CertificateClaims Claims()
    {
        if (Certificate.Extensions.DistinctBy(one => one.Oid?.Value).Count() < Certificate.Extensions.Count)
        {
            throw new RefusalException("The certificate has an extension twice.");
        }
        X509KeyUsageExtension? usage = Certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is null || !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            throw new RefusalException("The certificate's key usage is not digital signature.");
        }
        if (CertificatePath.IsAuthority(Certificate))
        {
            throw new RefusalException("The certificate is that of an authority, which signs certificates only.");
        }
        return CertificateClaims.Read(Certificate, Name());
    }

    private string Name()
    {
        X509Extension extension =
            Certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == AlternativeName)
            ?? throw new RefusalException("The certificate has no subject alternative name.");
        AsnReader outer = new(extension.RawData, AsnEncodingRules.DER);
        AsnReader names = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        Asn1Tag tag = names.PeekTag();
        string name =
            tag == Address || tag == Mail
                ? names.ReadCharacterString(UniversalTagNumber.IA5String, tag)
                : throw new RefusalException($"The certificate's subject alternative name has the kind {tag}.");
        return names.HasData ? throw new RefusalException($"The certificate has more names than '{name}'.")
            : !extension.Critical
                ? throw new RefusalException($"The certificate's subject alternative name '{name}' is not critical.")
            : Certificate.SubjectName.RawData.Length > 2
                ? throw new RefusalException(
                    $"The certificate has the subject '{Certificate.Subject}' beside the name '{name}'."
                )
            : name;
    }
}
