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

    [Theory]
    [InlineData(
        "az x --ids /subscriptions/1/resourceGroups/rg(a)/providers/N/t/v --set a=1",
        "az x --ids '/subscriptions/1/resourceGroups/rg(a)/providers/N/t/v' --set a=1"
    )]
    [InlineData("az x --ids /subscriptions/1/resourceGroups/rg/y", "az x --ids /subscriptions/1/resourceGroups/rg/y")]
    [InlineData("id: '/subscriptions/1/resourceGroups/rg(a)'", "id: '/subscriptions/1/resourceGroups/rg(a)'")]
    public void An_id_in_a_group_with_parentheses_is_one_word_of_a_command(string command, string quoted) =>
        Assert.Equal(quoted, ShellWord.QuoteIds(command));
}
