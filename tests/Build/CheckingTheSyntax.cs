using Build.Arguments;

namespace Build.Tests;

/// <summary>What is wrong with a command line is reported before Cake reads it, whichever host it is.</summary>
public sealed class CheckingTheSyntax
{
    [Theory]
    [InlineData("--target=Build --cloud=local")]
    [InlineData("--target Build --yes false --exclusive")]
    [InlineData("-t build -v d --strict")]
    [InlineData("--set=a.b=c=d --tree")]
    [InlineData("--dryrun true --target=Default")]
    [InlineData("--target=Build -- whatever comes --then=")]
    [InlineData("")]
    public void A_command_line_that_Cake_can_read_is_left_alone(string line) => Assert.Empty(Problems(line));

    [Theory]
    [InlineData("Build", "'Build' is not an option. To run a target, use --target=Build.")]
    [InlineData("--exclusive Build", "'Build' is not an option.")]
    [InlineData("--world=", "--world= has no value. Specify one, or omit the option.")]
    [InlineData("--target", "--target has no value. Specify one with --target=VALUE, or omit the option.")]
    [InlineData("--target --exclusive", "--target has no value.")]
    [InlineData("-v", "-v has no value.")]
    [InlineData(
        "--target=Biuld",
        "There is no target 'Biuld'. Did you mean --target=Build? Available targets: Build, Default."
    )]
    [InlineData("--verbosity=loud", "The verbosity 'loud' is unknown.")]
    [InlineData("--Target=Build", "use --target instead of --Target.")]
    [InlineData("--DryRun", "use --dryrun instead of --DryRun.")]
    public void What_is_wrong_is_told_with_the_cure(string line, string expected) =>
        Assert.Contains(expected, Assert.Single(Problems(line)));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        Assert.Equal(4, Problems("Build --world= --target=Biuld --verbosity=loud").Count);

    [Theory]
    [InlineData("--target=Build --dryrun", true)]
    [InlineData("--noop true", true)]
    [InlineData("--whatif=True --target=Build", true)]
    [InlineData("--dryrun false", false)]
    [InlineData("--dryrun=false", false)]
    [InlineData("--target=Build --dry", false)]
    [InlineData("--target=Build -- --dryrun", false)]
    public void A_dry_run_is_recognised(string line, bool dry) =>
        Assert.Equal(dry, ArgumentSyntax.IsDryRun(line.Split(' ')));

    private static IReadOnlyList<string> Problems(string line) =>
        ArgumentSyntax.Problems(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), ["Default", "Build"]);
}
