using System.Text;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Jumpbox.Signing.Tests;

/// <summary>Signatures in the form of minisign, by a key of the test.</summary>
public sealed class VerifyingMinisign
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("abc  file\n");
    private static readonly byte[] Id = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly Ed25519PrivateKeyParameters Key = new(new SecureRandom());

    private static string PublicKey(byte[]? id = null) =>
        Convert.ToBase64String([.. "Ed"u8, .. id ?? Id, .. Key.GeneratePublicKey().GetEncoded()]);

    private static string Sign(bool isHashed = true, string comment = "timestamp:1", string shown = "timestamp:1")
    {
        byte[] signature = Raw(isHashed ? Hash(Content) : Content);
        byte[] overComment = Raw([.. signature, .. Encoding.UTF8.GetBytes(comment)]);
        byte[] algorithm = isHashed ? "ED"u8.ToArray() : "Ed"u8.ToArray();
        return $"untrusted comment: x\n{Convert.ToBase64String([.. algorithm, .. Id, .. signature])}\n"
            + $"trusted comment: {shown}\n{Convert.ToBase64String(overComment)}\n";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_signature_over_the_file_or_its_hash_is_good(bool isHashed) =>
        Assert.Null(Minisign.Problem(Content, Sign(isHashed), PublicKey()));

    // Made by minisign 0.11 with a key of its own.
    [Fact]
    public void A_signature_that_minisign_made_is_good() =>
        Assert.Null(
            Minisign.Problem(
                Content,
                "untrusted comment: signature from minisign secret key\n"
                    + "RURO/VzT1i+C69ZNN84tQwimvGF+Bk5c8dfS/DWCUbUnr4jNNcalhdqkqyZkvLnoOhKLi6CZvtWW+3FMoVmCR3vUQHBYqlXf5AE=\n"
                    + "trusted comment: release 1\n"
                    + "1czU4+16bBDHYQH0Mj1iBdhTU8YYHCyhDo//D7547W7nz+RqMgIjK44C8m2Pyh3FBRPA0FSOkjFLJat0eMX9DA==\n",
                "RWRO/VzT1i+C650EpGyTDA/dVuH9MskqDIUIpZtRinM1E6YtNxK9Xy5a"
            )
        );

    [Fact]
    public void Another_file_is_refused() =>
        Assert.Contains("does not match the file", Minisign.Problem("other"u8, Sign(), PublicKey()));

    [Fact]
    public void A_changed_trusted_comment_is_refused() =>
        Assert.Contains("comment was changed", Minisign.Problem(Content, Sign(shown: "timestamp:2"), PublicKey()));

    [Fact]
    public void Another_key_is_refused_with_both_ids() =>
        Assert.Equal(
            "it is by the key 0807060504030201, not by the pinned key 0907060504030201",
            Minisign.Problem(Content, Sign(), PublicKey([1, 2, 3, 4, 5, 6, 7, 9]))
        );

    [Theory]
    [InlineData("")]
    [InlineData("a\nb\nc\nd\n")]
    [InlineData("untrusted comment: x\n****\ntrusted comment: y\n****\n")]
    public void What_is_no_signature_is_refused(string text) =>
        Assert.NotNull(Minisign.Problem(Content, text, PublicKey()));

    [Fact]
    public void What_is_no_key_is_refused() => Assert.NotNull(Minisign.Problem(Content, Sign(), "RW"));

    private static byte[] Raw(byte[] message)
    {
        Ed25519Signer signer = new();
        signer.Init(true, Key);
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    private static byte[] Hash(byte[] content)
    {
        Blake2bDigest digest = new(512);
        digest.BlockUpdate(content, 0, content.Length);
        byte[] hash = new byte[64];
        _ = digest.DoFinal(hash, 0);
        return hash;
    }
}
