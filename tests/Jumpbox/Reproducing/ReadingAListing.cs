using System.Text;
using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Reproducing;

public sealed class ReadingAListing
{
    private static readonly string Sum = new('a', 64);

    [Fact]
    public void Entries_are_sorted_by_path_and_have_their_sums()
    {
        RootTree tree = Read(
            "l\0777\00:0\03\05.5\0b\0/c\0f\0644\01:2\03\07.25\0\0/a b\n\0d\0755\00:0\04096\09.0\0\0/\0",
            $"{Sum}  /a b\n\0"
        );

        Assert.Equal(
            [
                new TreeEntry("/", "d", "755", "0:0", 0, 9, "", null),
                new TreeEntry("/a b\n", "f", "644", "1:2", 3, 7, "", Sum),
                new TreeEntry("/c", "l", "777", "0:0", 0, 5, "b", null),
            ],
            tree.Entries
        );
        Assert.Empty(tree.Unknown);
    }

    [Fact]
    public void A_file_without_a_sum_is_unknown() =>
        Assert.Equal(["/a: its bytes could not be read"], Read("f\0644\00:0\03\07.0\0\0/a\0", "").Unknown);

    [Fact]
    public void What_is_mounted_is_the_sandboxes_own() =>
        Assert.Empty(
            TreeListing
                .Read(
                    Bytes("f\0644\00:0\03\07.0\0\0/etc/a b\0"),
                    Bytes($"{Sum}  /etc/a b\0"),
                    "22 1 0:20 / / rw - overlay overlay rw\n36 22 8:1 /x /etc/a\\040b rw - ext4 /dev/sda rw\n"
                )
                .Entries
        );

    [Fact]
    public void Names_that_differ_in_bytes_that_are_no_text_stay_two()
    {
        byte[] listing = [.. Entry([0x2f, 0xff]), .. Entry([0x2f, 0xfe])];

        Assert.Equal(["/\\xfe", "/\\xff"], TreeListing.Read(listing, [], "").Entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("f\0644\00:0\03\07.0\0\0/a")]
    [InlineData("f\0644\00:0\0")]
    [InlineData("f\0644\00:0\0x\07.0\0\0/a\0")]
    public void A_listing_that_is_cut_off_or_is_none_is_refused(string listing) =>
        Assert.Throws<FormatException>(() => Read(listing, ""));

    [Fact]
    public void An_empty_listing_is_unknown_and_no_empty_tree() => Assert.NotEmpty(Read("", "").Unknown);

    private static byte[] Entry(byte[] path) => [.. Bytes("p\0644\00:0\00\07.0\0\0"), .. path, 0];

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static RootTree Read(string listing, string hashes) => TreeListing.Read(Bytes(listing), Bytes(hashes), "");
}
