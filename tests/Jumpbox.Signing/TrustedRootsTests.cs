using System.Text.Json.Nodes;
using Jumpbox.Signing.Sigstore;

namespace Jumpbox.Signing.Tests;

public sealed class TrustedRootsTests
{
    [Fact]
    public void A_root_is_read_whatever_the_lines_of_its_text() =>
        Assert.Equal(
            3,
            TrustedRoots
                .Parse(
                    $"{Text(_ => { })}\n{Text(_ => { })}\n{SigstoreLab.Shared.Root().ToJsonString(new() { WriteIndented = true })}\n",
                    "x"
                )
                .Roots.Count
        );

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"mediaType\":\"application/vnd.dev.sigstore.trustedroot+json;version=0.3\"}")]
    [InlineData("{\"mediaType\":\"x\",\"mediaType\":\"y\"}")]
    [InlineData("no JSON")]
    public void What_is_no_root_is_refused_with_its_name(string text)
    {
        TrustedRootException exception = Assert.Throws<TrustedRootException>(() =>
            TrustedRoots.Parse(text, "roots.json")
        );

        Assert.StartsWith("'roots.json' is not a trusted root: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_part_of_a_root_is_refused()
    {
        Action<JsonObject>[] changes =
        [
            root => root["tlogs"]![0]!["logId"]!["keyId"] = Convert.ToBase64String(new byte[32]),
            root => root["tlogs"]![0]!["publicKey"]!["rawBytes"] = "AAAA",
            root => root["tlogs"]![1]!["baseUrl"] = "https://other.test",
            root => root["tlogs"]![0]!["publicKey"]!["validFor"]!["start"] = "yesterday",
            root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"] = new JsonArray(),
            root => root["certificateAuthorities"]![0]!["certChain"]!["certificates"]![0]!["rawBytes"] = "AAAA",
            root => root["ctlogs"]![0]!["publicKey"]!["keyDetails"] = "PKIX_UNKNOWN",
            root => root["ctlogs"] = new JsonObject(),
        ];

        Assert.All(changes, change => Assert.Throws<TrustedRootException>(() => TrustedRoots.Parse(Text(change), "x")));
    }

    private static string Text(Action<JsonObject> change)
    {
        JsonObject root = SigstoreLab.Shared.Root();
        change(root);
        return root.ToJsonString();
    }
}
