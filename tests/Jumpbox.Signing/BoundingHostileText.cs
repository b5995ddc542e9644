using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Signing.Dsse;
using Jumpbox.Signing.Reading;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class BoundingHostileText
{
    private static readonly AllowedSigner.Key SomeKey = new(new string('0', 64), null, null);

    public static TheoryData<string> Texts =>
        [
            "deep",
            "wide",
            "33 MiB",
            "many signatures",
            "many entries",
            "long number",
            "empty",
            "not UTF-8",
            "byte order mark",
        ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_hostile_text_is_refused_quickly(string kind)
    {
        byte[] text = kind switch
        {
            "deep" => Encoding.ASCII.GetBytes(Repeat("{\"a\":", 200_000)),
            "wide" => Encoding.ASCII.GetBytes(
                "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"verificationMaterial\":{\"tlogEntries\":["
                    + string.Join(',', Enumerable.Repeat("{}", 300_000))
                    + "]}}"
            ),
            "33 MiB" => new byte[33 * 1024 * 1024],
            "many signatures" => Encoding.ASCII.GetBytes(
                "{\"payload\":\"\",\"payloadType\":\"t\",\"signatures\":["
                    + string.Join(',', Enumerable.Repeat("{\"sig\":\"AAAA\"}", 17))
                    + "]}"
            ),
            "many entries" => Changed(one =>
                one["verificationMaterial"]!["tlogEntries"]![0]!["inclusionProof"]!["treeSize"] = new string(
                    '9',
                    100_000
                )
            ),
            "long number" => Changed(one =>
                one["verificationMaterial"]!["tlogEntries"]![0]!["logIndex"] = JsonNode.Parse("1e999999999")
            ),
            "empty" => [],
            "not UTF-8" => [.. "{\"payload\":\""u8, 0xff, .. "\"}"u8],
            _ => [0xef, 0xbb, 0xbf, .. "{}"u8],
        };
        Stopwatch watch = Stopwatch.StartNew();

        StatementVerdict verdict = SignedStatement.Verify(text, [SomeKey], TrustedRoots.None, SigstoreLab.Now);

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(verdict);
        Assert.Equal(VerificationStep.Format, refused.Step);
        Assert.True(refused.Reason.Length < 500, refused.Reason);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void More_signers_than_the_limit_are_refused() =>
        Assert.Equal(
            VerificationStep.Signer,
            Assert
                .IsType<StatementVerdict.Refused>(
                    SignedStatement.Verify(
                        "{}"u8.ToArray(),
                        [.. Enumerable.Repeat(SomeKey, 65)],
                        TrustedRoots.None,
                        SigstoreLab.Now
                    )
                )
                .Step
        );

    [Fact]
    public void More_subjects_than_the_limit_are_refused()
    {
        string subjects = string.Join(
            ',',
            Enumerable.Range(0, 4097).Select(number => $$$"""{"digest":{"id":"{{{number}}}"}}""")
        );
        LabRecipe recipe = new(LabKind.Private)
        {
            Payload =
                """{"_type":"https://in-toto.io/Statement/v1","subject":[""" + subjects + """],"predicateType":"t"}""",
        };

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(TamperCase.Lab(recipe).Verify());

        Assert.Equal(VerificationStep.Statement, refused.Step);
    }

    [Theory]
    [InlineData("Rekor1", 1)]
    [InlineData("Rekor2", 2)]
    [InlineData("Private", 3)]
    public void Random_changes_never_throw_and_never_change_what_is_believed(string kind, int seed)
    {
        TamperCase good = TamperCase.Lab(Enum.Parse<LabKind>(kind));
        byte[] text = Encoding.UTF8.GetBytes(good.Bundle.ToJsonString());
        TrustedRoots roots = SigstoreLab.Shared.Roots(Enum.Parse<LabKind>(kind));
        Random random = new(seed);
        for (int round = 0; round < 400; round++)
        {
            byte[] changed = [.. text];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            // What may pass is only a change in what nobody relies on, such as a witness's line.
            if (SignedStatement.Verify(changed, [good.Allowed], roots, good.Now) is StatementVerdict.Verified verified)
            {
                Assert.Equal(new LabRecipe(LabKind.Private).PayloadBytes, verified.Payload.ToArray());
                Assert.Equal(LabRecipe.Start.AddMinutes(1), Assert.Single(verified.Times));
            }
        }
    }

    [Fact]
    public void Random_changes_of_decoded_values_never_throw()
    {
        Random random = new(4);
        foreach (LabKind kind in Enum.GetValues<LabKind>())
        {
            JsonObject good = SigstoreLab.Shared.Bundle(new LabRecipe(kind));
            for (int round = 0; round < 200; round++)
            {
                TamperCase one = new(
                    good.DeepClone().AsObject(),
                    SigstoreLab.Shared.Root(kind != LabKind.Private),
                    TamperCase.LabSigner,
                    SigstoreLab.Now
                );
                JsonObject parent = kind switch
                {
                    LabKind.Private => one.Timestamp,
                    LabKind.Rekor1 => one.Material["certificate"]!.AsObject(),
                    _ => one.Entry,
                };
                string name = kind switch
                {
                    LabKind.Private => "signedTimestamp",
                    LabKind.Rekor1 => "rawBytes",
                    _ => "canonicalizedBody",
                };
                byte[] bytes = Convert.FromBase64String(parent[name]!.GetValue<string>());
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
                parent[name] = Convert.ToBase64String(bytes);

                _ = one.Verify();
            }
        }
    }

    [Fact]
    public void An_envelope_of_another_size_than_the_limit_is_read()
    {
        byte[] payload = new byte[1024 * 1024];
        DsseEnvelope envelope = new("t", payload, [new DsseSignature(null, new byte[64])]);

        Assert.Equal(payload.Length, DsseEnvelope.Parse(envelope.ToJson()).Payload.Length);
    }

    [Fact]
    public void A_reason_holds_no_control_characters_and_is_bounded()
    {
        DsseEnvelope envelope = new(
            "t",
            new byte[1],
            [new DsseSignature("\u001b[31mred\u202e\n" + new string('k', 5000), new byte[64])]
        );
        AllowedSigner.Key key = new(Keys.EcPublicKey.FromPem(Pem).Sha256, Pem, null);

        StatementVerdict verdict = SignedStatement.Verify(envelope.ToJson(), [key], TrustedRoots.None, SigstoreLab.Now);

        string reason = Assert.IsType<StatementVerdict.Refused>(verdict).Reason;
        Assert.Contains("names the key 'red k", reason, StringComparison.Ordinal);
        Assert.True(reason.Length < 1200, $"{reason.Length}");
    }

    private static string Pem { get; } =
        SigstoreLab.Shared.Timestamps.Certificate.PublicKey.ExportSubjectPublicKeyInfo() is { } spki
            ? System.Security.Cryptography.PemEncoding.WriteString("PUBLIC KEY", spki)
            : "";

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    private static byte[] Changed(Action<JsonObject> change)
    {
        JsonObject bundle = SigstoreLab.Shared.Bundle(new LabRecipe(LabKind.Rekor1));
        change(bundle);
        return Encoding.UTF8.GetBytes(bundle.ToJsonString());
    }
}
