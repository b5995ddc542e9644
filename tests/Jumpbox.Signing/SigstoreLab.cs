using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

/// <summary>A Sigstore instance of the tests' own: authorities, logs, and bundles that they vouch for.</summary>
internal sealed class SigstoreLab
{
    public const string From = "2026-01-01T00:00:00Z";

    private static readonly DateTimeOffset Year = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NextYear = Year.AddYears(1);

    private readonly LabAuthority _authority;
    private readonly LabLog _certificateLog = new("ct.lab.test");

    public SigstoreLab()
    {
        LabAuthority root = LabAuthority.Root("root", Year, NextYear);
        _authority = root.Intermediate("issuer", Year, NextYear);
        Timestamps = root.Signer("timestamps", Year, NextYear);
    }

    public static SigstoreLab Shared { get; } = new();

    /// <summary>Another instance, whose names are the same.</summary>
    public static SigstoreLab Foreign { get; } = new();

    public static DateTimeOffset Now => LabRecipe.Start.AddDays(1);

    public LabAuthority Timestamps { get; }

    public LabLog Log1 { get; } = new("rekor.lab.test");

    public LabLog Log2 { get; } = new("log2.lab.test", isSecond: true);

    /// <summary>A trusted root with everything, or that of an instance without logs.</summary>
    public JsonObject Root(bool hasLogs = true) =>
        new()
        {
            ["mediaType"] = "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
            ["certificateAuthorities"] = new JsonArray(_authority.ToJson(From)),
            ["timestampAuthorities"] = new JsonArray(Timestamps.ToJson(From)),
            ["tlogs"] = hasLogs ? new JsonArray(Log1.ToJson(From), Log2.ToJson(From)) : [],
            ["ctlogs"] = hasLogs ? new JsonArray(_certificateLog.ToJson(From)) : [],
        };

    public TrustedRoots Roots(LabKind kind) =>
        TrustedRoots.Parse(Root(kind != LabKind.Private).ToJsonString(), "lab.json");

    public JsonObject Bundle(LabRecipe recipe)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Certificate2 leaf = Leaf(recipe, key);
        byte[] encoded = recipe.File ?? DsseEnvelope.Encode(recipe.PayloadType, recipe.PayloadBytes);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        byte[] signature = (recipe.IsSignatureGood ? key : other).SignData(
            encoded,
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        JsonObject material = new()
        {
            ["certificate"] = new JsonObject { ["rawBytes"] = Convert.ToBase64String(leaf.RawData) },
        };
        if (recipe.Kind != LabKind.Rekor1)
        {
            AddTimestamp(material, LabTimestamps.Respond(Timestamps, signature, recipe.SignedAt));
        }
        if (recipe.Kind != LabKind.Private)
        {
            material["tlogEntries"] = new JsonArray(
                recipe.Kind == LabKind.Rekor1
                    ? recipe.File is null
                        ? Log1.Entry("dsse", "0.0.1", Recorded(recipe, Dsse(recipe, signature, leaf)), recipe.SignedAt)
                        : Log1.Entry(
                            "hashedrekord",
                            "0.0.1",
                            Recorded(recipe, HashedRekord1(encoded, signature, leaf)),
                            recipe.SignedAt
                        )
                    : Log2.Entry(
                        "hashedrekord",
                        "0.0.2",
                        Recorded(recipe, HashedRekord(encoded, signature, leaf)),
                        recipe.SignedAt
                    )
            );
        }
        if (recipe.File is not null)
        {
            return new JsonObject
            {
                ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
                ["verificationMaterial"] = material,
                ["messageSignature"] = new JsonObject
                {
                    ["messageDigest"] = new JsonObject
                    {
                        ["algorithm"] = "SHA2_256",
                        ["digest"] = Convert.ToBase64String(SHA256.HashData(encoded)),
                    },
                    ["signature"] = Convert.ToBase64String(signature),
                },
            };
        }
        return new JsonObject
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["verificationMaterial"] = material,
            ["dsseEnvelope"] = JsonNode.Parse(
                new DsseEnvelope(recipe.PayloadType, recipe.PayloadBytes, [new DsseSignature(null, signature)]).ToJson()
            ),
        };
    }

    public static void AddTimestamp(JsonObject material, byte[] response)
    {
        material["timestampVerificationData"] ??= new JsonObject { ["rfc3161Timestamps"] = new JsonArray() };
        material["timestampVerificationData"]!["rfc3161Timestamps"]!
            .AsArray()
            .Add(new JsonObject { ["signedTimestamp"] = Convert.ToBase64String(response) });
    }

    private X509Certificate2 Leaf(LabRecipe recipe, ECDsa key)
    {
        CertificateRequest request = new(new X500DistinguishedName(recipe.CommonName), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(
                recipe.SignsOnly ? X509KeyUsageFlags.DigitalSignature : X509KeyUsageFlags.KeyAgreement,
                true
            )
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(recipe.Usage)], false));
        if (recipe.IsAuthority)
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        }
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri(recipe.Subject));
        if (recipe.HasSecondName)
        {
            names.AddEmailAddress("second@lab.test");
        }
        request.CertificateExtensions.Add(names.Build(recipe.IsNameCritical));
        foreach ((int number, string? value) in recipe.AllClaims.Where(one => one.Value is not null))
        {
            byte[] text = LabAuthority.Utf8String(value!);
            request.CertificateExtensions.Add(new X509Extension($"1.3.6.1.4.1.57264.1.{number}", text, false));
        }
        byte[] serial = LabAuthority.NextSerial();
        (DateTimeOffset from, DateTimeOffset to) = (LabRecipe.Start, LabRecipe.Start.AddMinutes(10));
        if (recipe.HasSct && recipe.Kind != LabKind.Private)
        {
            byte[] before = CertificateParts.Read(_authority.Issue(request, from, to, serial)).Signed.ToArray();
            if (!recipe.IsSctGood)
            {
                before[^1] ^= 1;
            }
            request.CertificateExtensions.Add(
                new X509Extension("1.3.6.1.4.1.11129.2.4.2", CertificateTimestamp(before), false)
            );
        }
        return _authority.Issue(request, from, to, serial);
    }

    private byte[] CertificateTimestamp(byte[] certificate)
    {
        byte[] time = BitConverter.GetBytes(LabRecipe.Start.ToUnixTimeMilliseconds()).Reverse().ToArray();
        byte[] issuer = SHA256.HashData(_authority.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
        byte[] length = [0, (byte)(certificate.Length >> 8), (byte)certificate.Length];
        byte[] extensions = [0, 2, 7, 7];
        byte[] signature = _certificateLog.Sign([
            0,
            0,
            .. time,
            0,
            1,
            .. issuer,
            .. length,
            .. certificate,
            .. extensions,
        ]);
        byte[] sct =
        [
            0,
            .. _certificateLog.KeyId,
            .. time,
            .. extensions,
            4,
            3,
            0,
            (byte)signature.Length,
            .. signature,
        ];
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.WriteOctetString([0, (byte)(sct.Length + 2), 0, (byte)sct.Length, .. sct]);
        return writer.Encode();
    }

    private static byte[] Recorded(LabRecipe recipe, byte[] body) =>
        Encoding.UTF8.GetBytes(recipe.Record(Encoding.UTF8.GetString(body)));

    private static byte[] Dsse(LabRecipe recipe, byte[] signature, X509Certificate2 leaf) =>
        Encoding.UTF8.GetBytes(
            $$$"""{"apiVersion":"0.0.1","kind":"dsse","spec":{"payloadHash":{"algorithm":"sha256","value":"{{{Convert.ToHexStringLower(SHA256.HashData(recipe.PayloadBytes))}}}"},"signatures":[{"signature":"{{{Convert.ToBase64String(signature)}}}","verifier":"{{{Convert.ToBase64String(Encoding.ASCII.GetBytes(leaf.ExportCertificatePem()))}}}"}]}}"""
        );

    private static byte[] HashedRekord1(byte[] file, byte[] signature, X509Certificate2 leaf) =>
        Encoding.UTF8.GetBytes(
            """{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{"data":{"hash":{"algorithm":"sha256","value":"DIGEST"}},"signature":{"content":"SIGNATURE","publicKey":{"content":"LEAF"}}}}"""
                .Replace("DIGEST", Convert.ToHexStringLower(SHA256.HashData(file)), StringComparison.Ordinal)
                .Replace("SIGNATURE", Convert.ToBase64String(signature), StringComparison.Ordinal)
                .Replace(
                    "LEAF",
                    Convert.ToBase64String(Encoding.ASCII.GetBytes(leaf.ExportCertificatePem())),
                    StringComparison.Ordinal
                )
        );

    private static byte[] HashedRekord(byte[] encoded, byte[] signature, X509Certificate2 leaf) =>
        Encoding.UTF8.GetBytes(
            """{"apiVersion":"0.0.2","kind":"hashedrekord","spec":{"hashedRekordV002":{"data":{"algorithm":"SHA2_256","digest":"DIGEST"},"signature":{"content":"SIGNATURE","verifier":{"keyDetails":"PKIX_ECDSA_P256_SHA_256","x509Certificate":{"rawBytes":"LEAF"}}}}}}"""
                .Replace("DIGEST", Convert.ToBase64String(SHA256.HashData(encoded)), StringComparison.Ordinal)
                .Replace("SIGNATURE", Convert.ToBase64String(signature), StringComparison.Ordinal)
                .Replace("LEAF", Convert.ToBase64String(leaf.RawData), StringComparison.Ordinal)
        );
}
