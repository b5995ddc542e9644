using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Boundaries;

public sealed class QuotingShellWords
{
    [Theory]
    [InlineData("my-jumpbox", "my-jumpbox")]
    [InlineData("../a_b/c.d", "../a_b/c.d")]
    [InlineData("/home/jörg/box", "/home/jörg/box")]
    [InlineData("", "''")]
    [InlineData("my box", "'my box'")]
    [InlineData("a;rm -rf b", "'a;rm -rf b'")]
    [InlineData("$HOME/x", "'$HOME/x'")]
    [InlineData("~/x", "'~/x'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("a\"b", "'a\"b'")]
    [InlineData("a\\b", "'a\\b'")]
    public void Only_what_a_shell_would_change_is_quoted(string text, string quoted) =>
        Assert.Equal(quoted, ShellWord.Quote(text));
}
