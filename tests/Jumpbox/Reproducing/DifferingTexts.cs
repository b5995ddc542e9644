using System.Text;
using Jumpbox.Reproducing;

namespace Jumpbox.Tests.Reproducing;

public sealed class DifferingTexts
{
    [Fact]
    public void The_lines_between_equal_ones_are_shown() =>
        Assert.Equal(["- 2: b", "+ 2: x", "+ 3: y"], Lines("a\nb\nc\n", "a\nx\ny\nc\n"));

    [Fact]
    public void A_line_more_is_shown_alone() => Assert.Equal(["+ 2: a"], Lines("a\nb\n", "a\na\nb\n"));

    [Fact]
    public void More_than_a_few_lines_are_counted()
    {
        IReadOnlyList<string> lines = Lines("", string.Concat(Enumerable.Range(0, 100).Select(at => $"{at}\n")));

        Assert.Equal(TextDifference.MostLines + 1, lines.Count(line => line[0] == '+'));
        Assert.Equal("+ … 95 more lines", lines[^1]);
    }

    [Fact]
    public void A_long_line_and_what_a_terminal_would_obey_are_cut()
    {
        IReadOnlyList<string> lines = Lines("a", "\u001b[31m" + new string('x', 5000));

        Assert.StartsWith("+ 1: ?[31mxxx", lines[1], StringComparison.Ordinal);
        Assert.True(lines[1].Length < 200);
    }

    [Fact]
    public void What_is_no_text_or_too_long_has_no_lines()
    {
        Assert.Empty(Lines("a\0", "b"));
        Assert.Empty(TextDifference.Lines([0xff], "b"u8.ToArray()));
        Assert.Empty(Lines("b", new string('a', TextDifference.MostBytes + 1)));
    }

    private static IReadOnlyList<string> Lines(string one, string other) =>
        TextDifference.Lines(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
