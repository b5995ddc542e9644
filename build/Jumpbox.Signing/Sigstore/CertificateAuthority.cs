using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>A certificate authority or a timestamp authority of a trusted root.</summary>
/// <param name="Chain">Its certificates: the issuing or the signing one first, the anchor last.</param>
/// <param name="Window">When it is trusted.</param>
internal sealed record CertificateAuthority(IReadOnlyList<X509Certificate2> Chain, ValidityWindow Window)
{
    private const int MostCertificates = 10;

    /// <summary>Until when it is trusted and all of its certificates are valid.</summary>
    public DateTimeOffset End
    {
        get
        {
            DateTimeOffset certificates = Chain.Min(one => new DateTimeOffset(one.NotAfter.ToUniversalTime()));
            return Window.End < certificates ? Window.End.Value : certificates;
        }
    }

    public static CertificateAuthority Read(JsonMember authority)
    {
        X509Certificate2[] chain =
        [
            .. authority
                .Get("certChain")
                .List("certificates", MostCertificates)
                .Select(one => X509CertificateLoader.LoadCertificate(one.Bytes("rawBytes").Span)),
        ];
        return chain.Length > 0
            ? new CertificateAuthority(chain, ValidityWindow.Read(authority.Find("validFor")))
            : throw new RefusalException($"'{authority.Path}.certChain' has no certificate.");
    }
}
