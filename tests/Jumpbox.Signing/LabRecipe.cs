using System.Text;
using Jumpbox.Signing.Dsse;

namespace Jumpbox.Signing.Tests;

internal enum LabKind
{
    /// <summary>Like the public good instance: SCT and an entry of Rekor 1.</summary>
    Rekor1,

    /// <summary>SCT, an entry of Rekor 2 and a signed timestamp.</summary>
    Rekor2,

    /// <summary>Like GitHub's own instance: a signed timestamp only.</summary>
    Private,
}

/// <summary>What a bundle of the lab is like; the defaults give one that passes.</summary>
internal sealed record LabRecipe(LabKind Kind)
{
    public const string Repository = "acme/images";
    public const string Path = ".github/workflows/image.yml";
    public const string Ref = "refs/heads/main";
    public const string Signer = $"https://github.com/{Repository}/{Path}@{Ref}";
    public const string Digest = "a0cfc71271d6e278e57cd332ff957c3f7043fdda354c4cbb190a30d56efa01bf";

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Subject { get; init; } = Signer;

    /// <summary>Claims other than the usual ones, by number; null leaves one out.</summary>
    public Dictionary<int, string?> Claims { get; init; } = [];

    public bool IsNameCritical { get; init; } = true;

    public bool HasSecondName { get; init; }

    public string CommonName { get; init; } = "";

    public string Usage { get; init; } = "1.3.6.1.5.5.7.3.3";

    public bool IsAuthority { get; init; }

    public bool HasSct { get; init; } = true;

    /// <summary>Whether the SCT is signed over this certificate.</summary>
    public bool IsSctGood { get; init; } = true;

    /// <summary>Whether the signature is by the certificate's key.</summary>
    public bool IsSignatureGood { get; init; } = true;

    public bool SignsOnly { get; init; } = true;

    /// <summary>Changes what the log records; the log signs it all the same.</summary>
    public Func<string, string> Record { get; init; } = body => body;

    public DateTimeOffset SignedAt { get; init; } = Start.AddMinutes(1);

    public string PayloadType { get; init; } = DsseEnvelope.InToto;

    public string Payload { get; init; } =
        $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"provenance.json","digest":{"sha256":"{{{Digest}}}"}}],"predicateType":"https://slsa.dev/provenance/v1","predicate":{}}""";

    /// <summary>The file that is signed in place of a statement; null for a statement.</summary>
    public byte[]? File { get; init; }

    public byte[] PayloadBytes => Encoding.UTF8.GetBytes(Payload);

    public Dictionary<int, string?> AllClaims
    {
        get
        {
            Dictionary<int, string?> claims = new()
            {
                [8] = "https://token.actions.githubusercontent.com",
                [9] = Signer,
                [10] = "82a3bfe6dd50fe9c71d6315eae66da15307856cf",
                [11] = "github-hosted",
                [12] = $"https://github.com/{Repository}",
                [13] = "82a3bfe6dd50fe9c71d6315eae66da15307856cf",
                [14] = Ref,
                [15] = "632596897",
                [16] = "https://github.com/acme",
                [17] = "131804563",
                [18] = Signer,
                [19] = "82a3bfe6dd50fe9c71d6315eae66da15307856cf",
                [20] = "workflow_dispatch",
                [21] = $"https://github.com/{Repository}/actions/runs/12/attempts/1",
                [22] = Kind == LabKind.Private ? "private" : "public",
            };
            foreach ((int number, string? value) in Claims)
            {
                claims[number] = value;
            }
            return claims;
        }
    }
}
