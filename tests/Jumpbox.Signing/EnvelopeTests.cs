using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Keys;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class EnvelopeTests
{
    private const string Good =
        """{"payload":"aGVsbG8gd29ybGQ=","payloadType":"http://example.com/HelloWorld","signatures":[{"sig":"A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}""";

    [Fact]
    public void The_vector_of_DSSE_is_encoded_and_verifies()
    {
        DsseEnvelope envelope = Parse(Good);

        Assert.Equal(
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
            Encoding.ASCII.GetString(envelope.Encode())
        );
        Assert.True(VectorKey().VerifyEither(envelope.Encode(), envelope.Signatures[0].Bytes.Span));
        Assert.False(VectorKey().VerifyDer(envelope.Encode(), envelope.Signatures[0].Bytes.Span));
    }

    [Theory]
    [InlineData("", "", "DSSEv1 0  0 ")]
    [InlineData("é", "ab", "DSSEv1 2 é 2 ab")]
    public void Lengths_count_bytes(string type, string body, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(DsseEnvelope.Encode(type, Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void What_is_written_is_read_again()
    {
        DsseEnvelope envelope = new(
            "application/vnd.in-toto+json",
            "{}"u8.ToArray(),
            [new("k", new byte[] { 251, 255 })]
        );

        string text = Encoding.UTF8.GetString(envelope.ToJson());
        DsseEnvelope read = Parse(text);

        Assert.Contains("\"application/vnd.in-toto+json\"", text, StringComparison.Ordinal);
        Assert.Equal(("k", "+/8="), (read.Signatures[0].KeyId, Convert.ToBase64String(read.Signatures[0].Bytes.Span)));
        Assert.Equal("{}"u8.ToArray(), read.Payload.ToArray());
    }

    [Theory]
    [InlineData("+/8=", true)]
    [InlineData("-_8=", true)]
    [InlineData("-_8", false)]
    [InlineData("AAA=", true)]
    [InlineData("AAA", false)]
    [InlineData("", true)]
    [InlineData("+_8=", false)]
    [InlineData("+/8", false)]
    [InlineData("+/9=", false)]
    [InlineData("+/ 8=", false)]
    [InlineData("+/8=\n", false)]
    [InlineData("+/8==", false)]
    [InlineData("A", false)]
    [InlineData("A=", false)]
    [InlineData("====", false)]
    [InlineData("+/8=AAAA", false)]
    [InlineData("é===", false)]
    public void Base64_is_strict_in_both_alphabets(string text, bool isGood) =>
        Assert.Equal(isGood, Base64Text.Decode(text) is not null);

    [Fact]
    public void Unknown_members_are_ignored() =>
        Assert.Equal(
            "http://example.com/HelloWorld",
            Parse(Good.Replace("{\"sig\"", "{\"cert\":\"x\",\"sig\"", StringComparison.Ordinal)).PayloadType
        );

    [Theory]
    [InlineData("{\"payload\":", "{\"payload\":\"AAAA\",\"payload\":", "strict JSON")]
    [InlineData("{\"payload\":", "{\"p\\u0061yload\":\"AAAA\",\"payload\":", "strict JSON")]
    [InlineData("aGVsbG8gd29ybGQ=", "aGVsbG8gd29ybGR=", "'payload' is not base64")]
    [InlineData("\"aGVsbG8gd29ybGQ=\"", "7", "'payload' is not text")]
    [InlineData("{\"sig\":", "{\"keyid\":1,\"sig\":", "keyid' is not text")]
    [InlineData("\"sig\":", "\"Sig\":", "sig' is missing")]
    [InlineData("payloadType", "payloadtype", "'payloadType' is missing")]
    [InlineData("http://example.com/HelloWorld", "", "The payload type has 0 characters")]
    [InlineData("\"signatures\":[{", "\"signatures\":[],\"x\":[{", "no signature")]
    [InlineData("}]}", "}]} {}", "strict JSON")]
    [InlineData("}]}", "}", "strict JSON")]
    [InlineData("}]}", "}],}", "strict JSON")]
    [InlineData("payload\":", "paylo\":", "'payload' is missing")]
    public void A_malformed_envelope_is_refused(string from, string to, string reason)
    {
        string text = Good.Replace(from, to, StringComparison.Ordinal);

        RefusalException refusal = Assert.Throws<RefusalException>(() => Parse(text));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_vector_of_signed_notes_verifies()
    {
        const string Note =
            "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
        byte[] encoded = Convert.FromBase64String("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
        Ed25519Key key = new(encoded.AsSpan(1));
        byte[] id = SHA256.HashData([.. "example.com/foo\n"u8, .. encoded])[..4];

        SignedNote note = SignedNote.Parse(Note);
        note.Demand("example.com/foo", id, (signed, signature) => key.Verify(signed, signature));

        Assert.Equal("530d903a", Convert.ToHexStringLower(id));
        Assert.Equal("This is an example message.\n", note.Text);
        SignedNote other = SignedNote.Parse(Note.Replace("This", "That", StringComparison.Ordinal));
        _ = Assert.Throws<RefusalException>(() =>
            other.Demand("example.com/foo", id, (signed, signature) => key.Verify(signed, signature))
        );
        _ = Assert.Throws<RefusalException>(() => note.Demand("example.com/bar", id, (_, _) => true));
    }

    [Theory]
    [InlineData("text\n— name AAAAAAA=\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name AAAAAAA=")]
    [InlineData("text\n\n- name AAAAAAA=\n")]
    [InlineData("text\n\n— name AAAA\n")]
    [InlineData("text\n\n—  AAAAAAA=\n")]
    [InlineData("text\n\n— a name AAAAAAA=\n")]
    [InlineData("te\rxt\n\n— name AAAAAAA=\n")]
    public void A_malformed_note_is_refused(string note) =>
        Assert.Throws<RefusalException>(() => SignedNote.Parse(note));

    private static DsseEnvelope Parse(string text) => DsseEnvelope.Parse(Encoding.UTF8.GetBytes(text));

    private static EcPublicKey VectorKey()
    {
        using ECDsa key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint
                {
                    X = Coordinate("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                    Y = Coordinate("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
                },
            }
        );
        return EcPublicKey.FromSpki(key.ExportSubjectPublicKeyInfo());
    }

    private static byte[] Coordinate(string number)
    {
        byte[] bytes = BigInteger.Parse(number, CultureInfo.InvariantCulture).ToByteArray(true, true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }
}
