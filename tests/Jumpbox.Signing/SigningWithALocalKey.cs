using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.InToto;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Signers;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class SigningWithALocalKey : IDisposable
{
    private static readonly byte[] Payload = new LabRecipe(LabKind.Private).PayloadBytes;

    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-signing").FullName;

    private string KeyFile => Path.Combine(_folder, "keys", "evidence.pem");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_is_signed_verifies_with_the_key_and_with_no_other()
    {
        using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
        using LocalKeySigner other = LocalKeySigner.Open(Path.Combine(_folder, "other.pem"));
        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, Payload, Cancel);
        AllowedSigner.Key right = await AllowAsync(signer);
        AllowedSigner.Key wrong = await AllowAsync(other);

        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(Verify(envelope, wrong, right));
        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(Verify(envelope, wrong));

        Assert.Same(right, verified.Signer);
        Assert.Equal(Payload, verified.Payload.ToArray());
        Assert.Empty(verified.Times);
        Assert.Equal(VerificationStep.Signature, refused.Step);
    }

    [Fact]
    public async Task The_key_is_created_once_for_its_owner_only()
    {
        SigningKey first;
        using (LocalKeySigner signer = LocalKeySigner.Open(KeyFile))
        {
            first = await signer.ReadKeyAsync(Cancel);
        }
        using LocalKeySigner again = LocalKeySigner.Open(KeyFile);

        Assert.Equal(first, await again.ReadKeyAsync(Cancel));
        Assert.Equal(first.KeyId, first.Sha256);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void Many_that_open_the_same_new_key_get_the_same()
    {
        string[] keys = new string[8];
        _ = Parallel.For(
            0,
            keys.Length,
            index =>
            {
                using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
                keys[index] = signer.ReadKeyAsync(Cancel).GetAwaiter().GetResult().Sha256;
            }
        );

        _ = Assert.Single(keys.Distinct());
    }

    [Fact]
    public void A_key_that_others_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        LocalKeySigner.Open(KeyFile).Dispose();
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        }

        SignerException exception = Assert.Throws<SignerException>(() => LocalKeySigner.Open(KeyFile));

        Assert.Contains("has the mode 640", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("public")]
    [InlineData("P-384")]
    [InlineData("RSA")]
    [InlineData("huge")]
    public void A_file_without_such_a_key_is_refused(string content)
    {
        LocalKeySigner.Open(KeyFile).Dispose();
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using RSA rsa = RSA.Create(2048);
        // Rewriting keeps the mode.
        File.WriteAllText(
            KeyFile,
            content switch
            {
                "empty" => "",
                "text" => "no key",
                "public" => PublicOf(KeyFile),
                "P-384" => large.ExportPkcs8PrivateKeyPem(),
                "RSA" => rsa.ExportPkcs8PrivateKeyPem(),
                _ => new string('a', 100_000),
            }
        );

        SignerException exception = Assert.Throws<SignerException>(() => LocalKeySigner.Open(KeyFile));

        Assert.Contains(KeyFile, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_id_of_a_signature_decides_nothing()
    {
        using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, Payload, Cancel);
        DsseSignature forged = new(envelope.Signatures[0].KeyId, new byte[64]);

        AllowedSigner.Key key = await AllowAsync(signer);

        _ = Assert.IsType<StatementVerdict.Refused>(Verify(envelope with { Signatures = [forged] }, key));
        _ = Assert.IsType<StatementVerdict.Verified>(
            Verify(envelope with { Signatures = [forged, envelope.Signatures[0] with { KeyId = "x" }] }, key)
        );
        _ = Assert.IsType<StatementVerdict.Refused>(Verify(envelope with { PayloadType = "x" }, key));
        _ = Assert.IsType<StatementVerdict.Refused>(Verify(envelope with { Payload = "{}"u8.ToArray() }, key));
    }

    [Fact]
    public async Task A_public_key_that_is_not_the_pinned_one_is_refused()
    {
        using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, Payload, Cancel);
        AllowedSigner.Key key = await AllowAsync(signer);
        AllowedSigner.Key[] wrong =
        [
            key with
            {
                Sha256 = new string('0', 64),
            },
            key with
            {
                Sha256 = key.Sha256.ToUpperInvariant(),
            },
            key with
            {
                PublicKeyPem = null,
            },
            key with
            {
                PublicKeyPem = "no key",
            },
            key with
            {
                PublicKeyPem = key.PublicKeyPem!.Replace("PUBLIC", "PRIVATE", StringComparison.Ordinal),
            },
        ];

        Assert.All(
            wrong,
            one =>
                Assert.Equal(
                    VerificationStep.Signer,
                    Assert.IsType<StatementVerdict.Refused>(Verify(envelope, one)).Step
                )
        );
    }

    [Fact]
    public async Task A_signed_verdict_is_verified_and_compared()
    {
        using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
        VerificationSummary summary = new()
        {
            VerifierId = "urn:verifier",
            ResourceUri = "/subscriptions/x/images/y",
            Policy = new StatementReference("urn:policy", new Dictionary<string, string>()),
            Passed = true,
            VerifiedLevels = [],
        };
        StatementSubject image = new("image", new Dictionary<string, string> { ["jumpboxContentSha256"] = "c" });

        DsseEnvelope envelope = await signer.SignAsync(DsseEnvelope.InToto, summary.ToStatement([image]), Cancel);
        StatementVerdict.Verified verified = Assert.IsType<StatementVerdict.Verified>(
            Verify(envelope, await AllowAsync(signer))
        );

        SummaryExpectation expected = new("urn:verifier", "/subscriptions/x/images/y", "urn:policy", []);
        Assert.Empty(expected.Differences(verified.Statement, "jumpboxContentSha256", "c"));
        Assert.NotEmpty(expected.Differences(verified.Statement, "jumpboxContentSha256", "d"));
    }

    [Fact]
    public async Task A_bundle_that_names_a_key_is_verified_with_the_allowed_key()
    {
        using LocalKeySigner signer = LocalKeySigner.Open(KeyFile);
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(KeyFile, Cancel));
        byte[] encoded = DsseEnvelope.Encode(DsseEnvelope.InToto, Payload);
        byte[] signature = key.SignData(encoded, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        JsonObject bundle = new()
        {
            ["mediaType"] = "application/vnd.dev.sigstore.bundle.v0.3+json",
            ["verificationMaterial"] = new JsonObject { ["publicKey"] = new JsonObject { ["hint"] = "anything" } },
            ["dsseEnvelope"] = JsonNode.Parse(
                new DsseEnvelope(DsseEnvelope.InToto, Payload, [new DsseSignature(null, signature)]).ToJson()
            ),
        };
        byte[] text = Encoding.UTF8.GetBytes(bundle.ToJsonString());
        using LocalKeySigner other = LocalKeySigner.Open(Path.Combine(_folder, "other.pem"));

        StatementVerdict right = SignedStatement.Verify(text, [await AllowAsync(signer)], TrustedRoots.None, default);
        StatementVerdict wrong = SignedStatement.Verify(text, [await AllowAsync(other)], TrustedRoots.None, default);

        _ = Assert.IsType<StatementVerdict.Verified>(right);
        Assert.Equal(VerificationStep.Signature, Assert.IsType<StatementVerdict.Refused>(wrong).Step);
    }

    private static string PublicOf(string file)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(file));
        return key.ExportSubjectPublicKeyInfoPem();
    }

    private static async Task<AllowedSigner.Key> AllowAsync(LocalKeySigner signer)
    {
        SigningKey key = await signer.ReadKeyAsync(Cancel);
        return new AllowedSigner.Key(key.Sha256, key.PublicKeyPem, key.KeyId);
    }

    private static StatementVerdict Verify(DsseEnvelope envelope, params AllowedSigner[] allowed) =>
        SignedStatement.Verify(envelope.ToJson(), allowed, TrustedRoots.None, SigstoreLab.Now);
}
