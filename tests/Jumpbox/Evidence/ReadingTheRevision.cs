using Jumpbox.Evidence;

namespace Jumpbox.Tests.Evidence;

public sealed class ReadingTheRevision
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public void A_clean_checkout_is_its_commit() =>
        Assert.Equal(
            new Revision(Commit, Dirty: false),
            Revision.OfStatus($"# branch.oid {Commit}\n# branch.head main\n# branch.ab +0 -0\n")
        );

    [Theory]
    [InlineData("1 .M N... 100644 100644 100644 1a 1a README.md")]
    [InlineData("? notes.txt")]
    [InlineData("u UU N... 100644 100644 100644 100644 1a 1a 1a README.md")]
    public void Any_file_that_differs_makes_it_dirty(string line) =>
        Assert.Equal(new Revision(Commit, Dirty: true), Revision.OfStatus($"# branch.oid {Commit}\n{line}\n"));

    [Theory]
    [InlineData("")]
    [InlineData("# branch.oid (initial)\n# branch.head main\n? README.md\n")]
    public void A_repository_without_a_commit_is_unknown(string status) =>
        Assert.Equal(Revision.Unknown, Revision.OfStatus(status));
}
