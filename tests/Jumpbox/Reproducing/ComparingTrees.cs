using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Reproducing;

public sealed class ComparingTrees
{
    private const long Epoch = 1_790_000_000;

    private static readonly TreeEntry File = new("/a", "f", "644", "0:0", 3, Epoch - 5, "", new string('a', 64));

    [Fact]
    public void Equal_trees_have_no_difference() => Assert.Empty(Compare(File, File with { }));

    [Theory]
    [InlineData("content", "3 bytes, aaaaaaaaaaaaaaaa", "3 bytes, bbbbbbbbbbbbbbbb")]
    [InlineData("mode", "644", "600")]
    [InlineData("owner", "0:0", "1000:0")]
    [InlineData("time", "2026-09-21T14:13:15Z", "2026-09-21T14:13:16Z")]
    [InlineData("type", "file", "pipe")]
    public void A_property_that_differs_is_named_with_both_values(string kind, string one, string other)
    {
        TreeEntry second = kind switch
        {
            "content" => File with { Sha256 = new string('b', 64) },
            "mode" => File with { Mode = "600" },
            "owner" => File with { Owner = "1000:0" },
            "time" => File with { Modified = Epoch - 4 },
            _ => File with { Kind = "p", Sha256 = null },
        };

        Assert.Equal([new TreeDifference("/a", kind, one, other)], Compare(File, second), Same);
    }

    [Fact]
    public void All_properties_that_differ_are_named() =>
        Assert.Equal(
            ["mode", "owner"],
            Compare(File, File with { Mode = "600", Owner = "1:1" }).Select(difference => difference.Kind)
        );

    [Fact]
    public void What_only_one_has_is_missing_in_the_other()
    {
        TreeEntry folder = new("/b", "d", "755", "0:0", 0, 1, "", null);

        IReadOnlyList<TreeDifference> found = TreeComparison.Differences(
            new RootTree([File], []),
            new RootTree([folder], []),
            Epoch
        );

        Assert.Equal(["/a: missing: file and none", "/b: missing: none and folder"], found.Select(one => $"{one}"));
    }

    [Fact]
    public void Two_files_that_could_not_be_read_are_not_equal()
    {
        TreeEntry unread = File with { Sha256 = null };

        Assert.Equal(["unknown"], Compare(unread, unread).Select(difference => difference.Kind));
        Assert.Equal(["/a: unknown: read and not read"], Compare(File, unread).Select(difference => $"{difference}"));
    }

    [Fact]
    public void A_part_that_was_not_seen_is_unknown() =>
        Assert.Equal(
            ["unknown"],
            TreeComparison
                .Differences(new RootTree([File], []), new RootTree([File], ["find ended"]), Epoch)
                .Select(difference => difference.Kind)
        );

    [Fact]
    public void An_allowed_difference_has_its_reason_for_this_kind_only()
    {
        AllowedDifference allowed = Assert.Single(AllowedDifference.All);
        TreeEntry store = File with { Path = allowed.Path };

        Assert.Equal(
            [allowed.Because],
            Compare(store, store with { Sha256 = new string('b', 64) }).Select(one => one.AllowedBecause)
        );
        Assert.Equal([null], Compare(store, store with { Mode = "666" }).Select(one => one.AllowedBecause));
    }

    private static bool Same(TreeDifference one, TreeDifference other) => $"{one}" == $"{other}";

    private static IReadOnlyList<TreeDifference> Compare(TreeEntry one, TreeEntry other) =>
        TreeComparison.Differences(new RootTree([one], []), new RootTree([other], []), Epoch);
}
