using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Reproducing;

public sealed class DigestingATree
{
    private const long Epoch = 1_790_000_000;

    private static readonly TreeEntry File = new("/a", "f", "644", "0:0", 3, Epoch - 5, "", new string('a', 64));
    private static readonly TreeEntry Link = new("/b", "l", "777", "0:0", 0, Epoch - 5, "a", null);

    [Fact]
    public void The_digest_is_that_of_the_documented_bytes() =>
        Assert.Equal(
            "sha256:"
                + Convert.ToHexStringLower(
                    System.Security.Cryptography.SHA256.HashData(
                        System.Text.Encoding.UTF8.GetBytes(
                            $"/a\0f\0644\00:0\0\03\0{new string('a', 64)}\01789999995\0\n/b\0l\0777\00:0\0a\00\0\01789999995\0\n"
                        )
                    )
                ),
            TreeDigest.Of(new RootTree([File, Link], []), Epoch)
        );

    [Fact]
    public void Every_property_changes_it()
    {
        TreeEntry[] others =
        [
            File with
            {
                Path = "/c",
            },
            File with
            {
                Kind = "p",
            },
            File with
            {
                Mode = "4755",
            },
            File with
            {
                Owner = "0:1",
            },
            File with
            {
                Size = 4,
            },
            File with
            {
                Modified = Epoch - 4,
            },
            File with
            {
                Sha256 = new string('b', 64),
            },
        ];

        string?[] digests = [.. others.Prepend(File).Select(entry => TreeDigest.Of(new RootTree([entry], []), Epoch))];

        Assert.All(digests, Assert.NotNull);
        Assert.Equal(digests.Length, digests.Distinct().Count());
        Assert.NotEqual(
            TreeDigest.Of(new RootTree([Link], []), Epoch),
            TreeDigest.Of(new RootTree([Link with { Target = "c" }], []), Epoch)
        );
    }

    [Fact]
    public void A_time_after_the_epoch_counts_as_the_epoch() =>
        Assert.Equal(
            TreeDigest.Of(new RootTree([File with { Modified = Epoch }], []), Epoch),
            TreeDigest.Of(new RootTree([File with { Modified = Epoch + 100_000 }], []), Epoch)
        );

    [Fact]
    public void A_file_that_could_not_be_read_leaves_the_digest_unknown()
    {
        RootTree tree = new([File with { Sha256 = null }], []);

        Assert.Null(TreeDigest.Of(tree, Epoch));
        Assert.Equal(["/a: its bytes could not be read"], tree.Unknown);
    }

    [Fact]
    public void A_part_that_could_not_be_looked_at_leaves_the_digest_unknown() =>
        Assert.Null(TreeDigest.Of(new RootTree([File], ["find ended with exit code 1"]), Epoch));
}
