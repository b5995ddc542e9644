using System.Text.RegularExpressions;
using Build.Arguments;
using Build.Run;

namespace Build.Tests;

/// <summary>Every command in README and documents is one that the program accepts.</summary>
public sealed partial class DocumentedCommands
{
    [Fact]
    public void Use_targets_and_arguments_that_exist() =>
        Assert.All(
            Commands(),
            command =>
            {
                string[] arguments = [.. Argument().Matches(command.Text).Select(match => match.Groups[1].Value)];
                Assert.All(
                    arguments.Where(name => !ArgumentSyntax.CakesOwn.Contains($"--{name}")),
                    name => Assert.True(CommandLine.IsKnown(name), $"{command.File}: --{name} in: {command.Text}")
                );
                Assert.All(
                    Target().Matches(command.Text).Select(match => match.Groups[1].Value).Where(name => name != "NAME"),
                    name =>
                        Assert.True(
                            Targets.All.Any(target => target.Name == name),
                            $"{command.File}: there is no target {name}, in: {command.Text}"
                        )
                );
            }
        );

    [Fact]
    public void Use_no_argument_that_their_target_does_not_read() =>
        Assert.All(
            Commands().Where(command => Target().IsMatch(command.Text)),
            command =>
            {
                string[] running =
                [
                    .. Targets.WithDependencies([
                        .. Target().Matches(command.Text).Select(match => match.Groups[1].Value),
                    ]),
                ];
                HashSet<string> given = [.. Argument().Matches(command.Text).Select(match => match.Groups[1].Value)];
                Assert.All(
                    CommandLine.All.Where(argument => given.Contains(argument.Name)),
                    argument => Assert.Null(argument.Unread(running, given.Contains))
                );
            }
        );

    // A command ends with its line, its code span or a comment.
    private static (string File, string Text)[] Commands() =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Where(file => !file.Contains("decisions", StringComparison.Ordinal))
                .Append(Path.Combine(Checkout.Root, "README.md"))
                .Append(Path.Combine(Checkout.Root, "CONTRIBUTING.md"))
                .SelectMany(file =>
                    Command()
                        .Matches(File.ReadAllText(file))
                        .Select(match => (Path.GetFileName(file), match.Groups[1].Value))
                ),
        ];

    [GeneratedRegex(@"\./build\.(?:sh|ps1)((?: +--?[^\s`]+)+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"--([a-zA-Z][\w-]*)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"--target=(\w+)")]
    private static partial Regex Target();
}
