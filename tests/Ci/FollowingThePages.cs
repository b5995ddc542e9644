using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests;

/// <summary>What the pages say to try is tried, line by line, by a shell in a clone.</summary>
/// <param name="clone">The checkout.</param>
public sealed partial class FollowingThePages(Clone clone) : IClassFixture<Clone>
{
    [Fact]
    public async Task The_commands_before_there_is_an_Azure_do_what_their_comments_say()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page is for a shell.");
        string page = (
            await File.ReadAllTextAsync(
                Repository.PathOf("docs/ci-azure-devops.md"),
                TestContext.Current.CancellationToken
            )
        ).ReplaceLineEndings("\n");
        string[] lines = Block().Match(page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string cloud = Directory.CreateTempSubdirectory("jumpbox-try-").FullName;
        try
        {
            // Each line as it is written, except the folder; then its exit code.
            string script = string.Join(
                '\n',
                lines.Select(line => $"{line.Replace("/tmp/cloud", cloud, StringComparison.Ordinal)}\necho \"exit $?\"")
            );
            BufferedCommandResult result = await Cli.Wrap("bash")
                .WithArguments(["-c", $"{script}\nwait"])
                .WithWorkingDirectory(clone.Root)
                .WithEnvironmentVariables(clone.Dotnet.Variables())
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

            string[] codes = [.. Exit().Matches(result.StandardOutput).Select(match => match.Groups[1].Value)];
            string[] said =
            [
                .. lines.Select(line => Said().Match(line) is { Success: true } code ? code.Groups[1].Value : "0"),
            ];
            Assert.True(said.SequenceEqual(codes), result.StandardOutput + result.StandardError);
            Assert.Contains("1", said);
        }
        finally
        {
            Directory.Delete(cloud, recursive: true);
        }
    }

    [GeneratedRegex(@"## Try it before you have Azure.*?```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^exit (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Exit();

    [GeneratedRegex(@"# exit code (\d+)")]
    private static partial Regex Said();
}
