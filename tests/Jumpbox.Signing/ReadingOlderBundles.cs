using System.Text.Json.Nodes;
using Jumpbox.Signing.Reading;

namespace Jumpbox.Signing.Tests;

public sealed class ReadingOlderBundles
{
    [Theory]
    [InlineData("0.1")]
    [InlineData("0.2")]
    public void A_chain_of_which_only_the_leaf_counts_passes(string version) =>
        Assert.IsType<StatementVerdict.Verified>(Older(version).Verify());

    [Fact]
    public void Version_1_may_leave_out_the_proof_but_not_the_promise()
    {
        TamperCase proofless = Older("0.1");
        _ = proofless.Entry.Remove("inclusionProof");
        TamperCase promiseless = Older("0.1");
        _ = promiseless.Entry.Remove("inclusionPromise");

        _ = Assert.IsType<StatementVerdict.Verified>(proofless.Verify());
        Assert.Equal(VerificationStep.Format, Assert.IsType<StatementVerdict.Refused>(promiseless.Verify()).Step);
    }

    [Fact]
    public void Version_2_needs_the_proof()
    {
        TamperCase one = Older("0.2");
        _ = one.Entry.Remove("inclusionProof");

        Assert.Equal(VerificationStep.Format, Assert.IsType<StatementVerdict.Refused>(one.Verify()).Step);
    }

    [Fact]
    public void A_chain_that_is_empty_or_holds_its_root_is_refused()
    {
        TamperCase empty = Older("0.2");
        empty.Material["x509CertificateChain"]!["certificates"] = new JsonArray();
        TamperCase rooted = Older("0.2");
        rooted.Material["x509CertificateChain"]!["certificates"]!
            .AsArray()
            .Add(rooted.Authority["certChain"]!["certificates"]![1]!.DeepClone());

        Assert.Contains(
            "chain is empty",
            Assert.IsType<StatementVerdict.Refused>(empty.Verify()).Reason,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "holds the root certificate 'O=lab.test, CN=root'",
            Assert.IsType<StatementVerdict.Refused>(rooted.Verify()).Reason,
            StringComparison.Ordinal
        );
    }

    private static TamperCase Older(string version)
    {
        TamperCase one = TamperCase.Lab(LabKind.Rekor1);
        JsonNode leaf = one.Material["certificate"]!.DeepClone();
        _ = one.Material.Remove("certificate");
        one.Material["x509CertificateChain"] = new JsonObject
        {
            ["certificates"] = new JsonArray(leaf, one.Authority["certChain"]!["certificates"]![0]!.DeepClone()),
        };
        one.Bundle["mediaType"] = $"application/vnd.dev.sigstore.bundle+json;version={version}";
        return one;
    }
}
