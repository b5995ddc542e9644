using System.Text;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

/// <summary>Bundles of which every signature and proof is good, and which are about something else all the same.</summary>
public sealed class RefusingOtherRecords
{
    [Theory]
    [InlineData("Rekor1", "\"kind\":\"dsse\"", "\"kind\":\"intoto\"", "its body of intoto 0.0.1")]
    [InlineData("Rekor1", "\"apiVersion\":\"0.0.1\"", "\"apiVersion\":\"0.0.2\"", "its body of dsse 0.0.2")]
    [InlineData("Rekor1", "\"algorithm\":\"sha256\"", "\"algorithm\":\"sha512\"", "payloadHash.algorithm is 'sha512'")]
    [InlineData("Rekor1", "\"value\":\"", "\"value\":\"0", "payloadHash.value is '0")]
    [InlineData("Rekor1", "\"signature\":\"ME", "\"signature\":\"MF", "spec.signatures[0].signature is 'MF")]
    [InlineData("Rekor1", "\"signature\":\"ME", "\"signature\":\"", "")]
    [InlineData("Rekor1", "\"verifier\":\"LS0t", "\"verifier\":\"LS0u", "verifier is not the CERTIFICATE")]
    [InlineData("Rekor1", "\"signatures\":[", "\"signatures\":[{},", "has 2 signatures in spec.signatures")]
    [InlineData("Rekor1", "\"signatures\":[", "\"signatures\":[],\"x\":[", "has 0 signatures in spec.signatures")]
    [InlineData("Rekor1", "{\"apiVersion\"", "{\"kind\":\"dsse\",\"apiVersion\"", "not strict JSON")]
    [InlineData("Rekor2", "\"kind\":\"hashedrekord\"", "\"kind\":\"dsse\"", "its body of dsse 0.0.2")]
    [InlineData("Rekor2", "\"digest\":\"", "\"digest\":\"AAAA", "data.digest is 'AAAA")]
    [InlineData("Rekor2", "\"content\":\"ME", "\"content\":\"MF", "signature.content is 'MF")]
    [InlineData("Rekor2", "\"rawBytes\":\"MI", "\"rawBytes\":\"MJ", "signature.verifier.x509Certificate is 'MJ")]
    [InlineData("Rekor2", "P256_SHA_256", "P384_SHA_384", "its canonical text differs")]
    [InlineData("Rekor2", "SHA2_256", "SHA2_512", "its canonical text differs")]
    [InlineData("Rekor2", "{\"apiVersion\"", "{\"a\":1,\"apiVersion\"", "its canonical text differs")]
    [InlineData("Rekor2", "x509Certificate", "publicKey", "x509Certificate' is missing")]
    public void A_log_entry_about_something_else_is_refused(string kind, string from, string to, string reason)
    {
        LabRecipe recipe = new(Enum.Parse<LabKind>(kind))
        {
            Record = body =>
            {
                int at = body.IndexOf(from, StringComparison.Ordinal);
                Assert.True(at >= 0, body);
                return new StringBuilder(body).Remove(at, from.Length).Insert(at, to).ToString();
            },
        };

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(TamperCase.Lab(recipe).Verify());

        Assert.True(refused.Step == VerificationStep.LogBody, $"{refused.Step}: {refused.Reason}");
        Assert.Contains(reason, refused.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rekor1")]
    [InlineData("Rekor2")]
    [InlineData("Private")]
    public void A_signature_by_another_key_is_refused_although_it_is_recorded_and_timestamped(string kind)
    {
        LabRecipe recipe = new(Enum.Parse<LabKind>(kind)) { IsSignatureGood = false };

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(TamperCase.Lab(recipe).Verify());

        Assert.Equal(VerificationStep.Signature, refused.Step);
    }

    [Theory]
    [InlineData("Rekor1")]
    [InlineData("Rekor2")]
    public void An_SCT_over_another_certificate_is_refused(string kind)
    {
        LabRecipe recipe = new(Enum.Parse<LabKind>(kind)) { IsSctGood = false };

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(TamperCase.Lab(recipe).Verify());

        Assert.Equal(VerificationStep.CertificateTransparency, refused.Step);
        Assert.Contains("is not signed by that log over this certificate", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_may_not_sign_is_refused()
    {
        LabRecipe recipe = new(LabKind.Private) { SignsOnly = false };

        StatementVerdict.Refused refused = Assert.IsType<StatementVerdict.Refused>(TamperCase.Lab(recipe).Verify());

        Assert.Equal(
            (VerificationStep.Certificate, "The certificate's key usage is not digital signature."),
            (refused.Step, refused.Reason)
        );
    }
}
