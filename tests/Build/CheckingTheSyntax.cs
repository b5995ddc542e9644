using Build.Arguments;

namespace Build.Tests;

/// <summary>What is wrong with a command line is told before Cake reads it, whichever host it is.</summary>
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
    [InlineData("Build", "'Build' is no option. A target is given as --target=Build.")]
    [InlineData("--exclusive Build", "'Build' is no option.")]
    [InlineData("--world=", "--world= has no value. Give one, or leave it out.")]
    [InlineData("--target", "--target has no value. Give one, as --target=VALUE, or leave it out.")]
    [InlineData("--target --exclusive", "--target has no value.")]
    [InlineData("-v", "-v has no value.")]
    [InlineData("--target=Biuld", "There is no target 'Biuld'. There are: Build, Default.")]
    [InlineData("--verbosity=loud", "The verbosity 'loud' is unknown.")]
    [InlineData("--Target=Build", "give --target instead of --Target.")]
    [InlineData("--DryRun", "give --dryrun instead of --DryRun.")]
    public void What_is_wrong_is_told_with_the_cure(string line, string expected) =>
        Assert.Contains(expected, Assert.Single(Problems(line)));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        Assert.Equal(4, Problems("Build --world= --target=Biuld --verbosity=loud").Count);

    private static IReadOnlyList<string> Problems(string line) =>
        ArgumentSyntax.Problems(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), ["Default", "Build"]);
}
