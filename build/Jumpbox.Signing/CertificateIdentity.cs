using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing;

/// <summary>Whom a keyless certificate must name. Everything is compared exactly.</summary>
/// <param name="Subject">The subject alternative name: a workflow with its ref, or a mail address.</param>
/// <param name="Issuer">Who vouched for it.</param>
public sealed record CertificateIdentity(string Subject, string Issuer)
{
    /// <summary>
    /// The repository that was built, as a URI; null compares none. A reusable workflow signs in its own name for every repository
    /// that calls it.
    /// </summary>
    public string? Repository { get; init; }

    /// <summary>The ref that was built; null compares none.</summary>
    public string? Ref { get; init; }

    /// <returns>Null if it is this one, or else the first difference.</returns>
    internal string? Difference(CertificateClaims claims)
    {
        (string Name, string? Found, string? Expected)[] pairs =
        [
            ("subject alternative name", claims.Subject, Subject),
            ("issuer", claims.Issuer, Issuer),
            ("repository", claims.SourceRepository, Repository ?? claims.SourceRepository),
            ("ref", claims.SourceRef, Ref ?? claims.SourceRef),
        ];
        (string Name, string? Found, string? Expected) other = pairs.FirstOrDefault(one =>
            !string.Equals(one.Found, one.Expected, StringComparison.Ordinal)
        );
        return other.Name is null
            ? null
            : $"the certificate's {other.Name} is {(other.Found is null ? "missing" : $"'{other.Found}'")}, expected '{other.Expected}'";
    }
}
