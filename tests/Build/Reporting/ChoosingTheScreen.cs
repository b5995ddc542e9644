using Build.Terminal;

namespace Build.Tests.Reporting;

public sealed class ChoosingTheScreen
{
    [Fact]
    public void A_terminal_is_drawn_on() => Assert.True(Decide(redirected: false, ("TERM", "xterm-256color")));

    [Fact]
    public void A_pipe_gets_plain_lines() => Assert.False(Decide(redirected: true, ("TERM", "xterm-256color")));

    [Theory]
    [InlineData("NO_COLOR", "1")]
    [InlineData("NO_COLOR", "false")]
    [InlineData("TERM", "dumb")]
    [InlineData("TF_BUILD", "True")]
    [InlineData("GITHUB_ACTIONS", "true")]
    public void Who_asks_for_plain_lines_gets_them_on_a_terminal(string name, string value) =>
        Assert.False(Decide(redirected: false, (name, value)));

    [Fact]
    public void An_empty_NO_COLOR_asks_for_nothing() => Assert.True(Decide(redirected: false, ("NO_COLOR", "")));

    private static bool Decide(bool redirected, params (string Name, string Value)[] variables) =>
        Screen.Decide(variables.ToDictionary(pair => pair.Name, pair => pair.Value), redirected).Draws;
}
