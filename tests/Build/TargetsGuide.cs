using Build.Arguments;
using Build.Run;

namespace Build.Tests;

/// <summary>docs/targets.md lists the arguments that the program knows, word for word.</summary>
public sealed class TargetsGuide
{
    private const string Start = "<!-- arguments: generated -->\n";
    private const string End = "<!-- arguments: end -->";

    [Fact]
    public void The_guide_lists_every_argument_as_the_program_describes_it()
    {
        string file = Path.Combine(Checkout.Root, "docs/targets.md");
        string content = File.ReadAllText(file);
        int from = content.IndexOf(Start, StringComparison.Ordinal) + Start.Length;
        int to = content.IndexOf(End, StringComparison.Ordinal);
        string table =
            "| argument | does |\n|---|---|\n"
            + string.Concat(CommandLine.All.Select(argument => $"| `--{argument.Name}` | {argument.Description} |\n"));
        if (Environment.GetEnvironmentVariable("JUMPBOX_APPROVE") == "1")
        {
            File.WriteAllText(file, content[..from] + table + content[to..]);
            return;
        }
        Assert.True(content[from..to] == table, $"{file} is not current. Run this test with JUMPBOX_APPROVE=1.");
    }
}
