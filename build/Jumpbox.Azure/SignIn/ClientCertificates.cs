using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Identity;

namespace Jumpbox.Azure.SignIn;

/// <summary>Reads the certificate of an application.</summary>
internal static class ClientCertificates
{
    /// <summary>A credential with the certificate in a file.</summary>
    /// <exception cref="CredentialException">The file has no certificate with a private key.</exception>
    public static ClientCertificateCredential Credential(
        string tenant,
        string client,
        string path,
        string? password,
        ClientCertificateCredentialOptions options
    )
    {
        try
        {
            X509Certificate2 certificate = path.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(path)
                : X509CertificateLoader.LoadPkcs12FromFile(path, password);
            return certificate.HasPrivateKey
                ? new ClientCertificateCredential(tenant, client, certificate, options)
                : throw new CryptographicException("it has no private key.");
        }
        catch (Exception unusable)
            when (unusable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(
                $"AZURE_CLIENT_CERTIFICATE_PATH={path} cannot be used: {unusable.Message} Set the path of a PEM or PFX file with the "
                    + "certificate and its private key, and for an encrypted PFX file AZURE_CLIENT_CERTIFICATE_PASSWORD."
            );
        }
    }
}
