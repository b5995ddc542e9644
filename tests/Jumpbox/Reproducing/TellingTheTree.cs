using Jumpbox.Evidence.Log;
using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Reproducing;

/// <summary>The way of the digest through a build's log.</summary>
public sealed class TellingTheTree
{
    private static readonly RootTree Empty = new([new TreeEntry("/", "d", "755", "0:0", 0, 1, "", null)], []);

    [Fact]
    public void The_log_of_a_build_has_the_digest() =>
        Assert.Equal(TreeDigest.Of(Empty, 5), Parse(TreeLine.Of(Empty, 5)).TreeDigest);

    [Fact]
    public void A_step_that_prints_another_one_before_is_not_believed()
    {
        string forged = $"rehearsal: tree sha256:{new string('f', 64)}, times up to 5";

        Assert.Equal(TreeDigest.Of(Empty, 5), Parse(forged, TreeLine.Of(Empty, 5)).TreeDigest);
        Assert.Null(Parse(forged, TreeLine.Of(Empty with { NotSeen = ["/a: lost"] }, 5)).TreeDigest);
    }

    [Theory]
    [InlineData("rehearsal: tree sha256:abc, times up to 5")]
    [InlineData("rehearsal: tree unknown: /a: its bytes could not be read")]
    [InlineData("rehearsal: engine root, root file system Ubuntu")]
    public void A_line_without_a_whole_digest_is_unknown(string line) => Assert.Null(Parse(line).TreeDigest);

    private static CustomizationLog Parse(params string[] lines) =>
        CustomizationLog.Parse(string.Concat(lines.Select(line => $"PACKER OUT     azure-arm: {line}\n")));
}
