using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Sigstore;

/// <summary>
/// What Fulcio's certificate says about who signed: the only part of an attestation that its workflow cannot choose. Members are
/// null where the certificate does not have them. Source: https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md.
/// </summary>
public sealed record CertificateClaims
{
    private const string Arc = "1.3.6.1.4.1.57264.1.";

    /// <summary>The subject alternative name: the workflow that signed, with its ref, as a URI.</summary>
    public required string Subject { get; init; }

    /// <summary>Who vouched for the identity (.8).</summary>
    public string? Issuer { get; init; }

    /// <summary>The workflow whose job signed, a reusable one if it was called (.9).</summary>
    public string? BuildSigner { get; init; }

    /// <summary>The commit of that workflow (.10).</summary>
    public string? BuildSignerDigest { get; init; }

    /// <summary><c>github-hosted</c> or <c>self-hosted</c> (.11).</summary>
    public string? Runner { get; init; }

    /// <summary>The repository that was built, as a URI (.12).</summary>
    public string? SourceRepository { get; init; }

    /// <summary>The commit that was built (.13).</summary>
    public string? SourceDigest { get; init; }

    /// <summary>The ref that was built (.14).</summary>
    public string? SourceRef { get; init; }

    /// <summary>The number of the repository, which no other repository gets (.15).</summary>
    public string? RepositoryId { get; init; }

    /// <summary>The owner of the repository, as a URI (.16).</summary>
    public string? Owner { get; init; }

    /// <summary>The number of the owner (.17).</summary>
    public string? OwnerId { get; init; }

    /// <summary>The workflow that the run began with (.18).</summary>
    public string? BuildConfig { get; init; }

    /// <summary>The commit of that workflow (.19).</summary>
    public string? BuildConfigDigest { get; init; }

    /// <summary>The event that started the run (.20).</summary>
    public string? Trigger { get; init; }

    /// <summary>The run with its attempt, as a URI (.21).</summary>
    public string? Run { get; init; }

    /// <summary><c>public</c>, <c>private</c> or <c>internal</c> (.22).</summary>
    public string? Visibility { get; init; }

    /// <summary>The deployment environment (.23).</summary>
    public string? Environment { get; init; }

    internal static CertificateClaims Read(X509Certificate2 certificate, string subject)
    {
        string? Claim(int number) =>
            certificate.Extensions.FirstOrDefault(one => one.Oid?.Value == $"{Arc}{number}") is { } extension
                ? Text(extension.RawData, number)
                : null;
        return new CertificateClaims
        {
            Subject = subject,
            Issuer = Claim(8),
            BuildSigner = Claim(9),
            BuildSignerDigest = Claim(10),
            Runner = Claim(11),
            SourceRepository = Claim(12),
            SourceDigest = Claim(13),
            SourceRef = Claim(14),
            RepositoryId = Claim(15),
            Owner = Claim(16),
            OwnerId = Claim(17),
            BuildConfig = Claim(18),
            BuildConfigDigest = Claim(19),
            Trigger = Claim(20),
            Run = Claim(21),
            Visibility = Claim(22),
            Environment = Claim(23),
        };
    }

    private static string Text(ReadOnlyMemory<byte> encoded, int number)
    {
        try
        {
            AsnReader reader = new(encoded, AsnEncodingRules.DER);
            string text = reader.ReadCharacterString(UniversalTagNumber.UTF8String);
            reader.ThrowIfNotEmpty();
            return text;
        }
        catch (AsnContentException exception)
        {
            throw new RefusalException($"The certificate's extension {Arc}{number} is not one text.", null, exception);
        }
    }
}
