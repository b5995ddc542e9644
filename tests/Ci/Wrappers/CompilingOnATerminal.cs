using CliWrap;
using CliWrap.Buffered;

namespace Ci.Tests.Wrappers;

/// <summary>What <c>build.sh</c> shows while it compiles to a user who watches; <c>script</c> is the terminal.</summary>
public sealed class CompilingOnATerminal(Clone clone) : IClassFixture<Clone>
{
    private const string Notice = "Compiling the pipeline (once, about 40 s), then starting it…";

    [Fact]
    public async Task Counts_the_seconds_and_leaves_a_plain_line_when_it_is_done()
    {
        string text = await CompileAsync(plain: null, seconds: 1.5);

        Assert.Matches($@"^{Pattern}(\r{Pattern} \d+ s)+\r{Pattern}\e\[K\r\n", text);
    }

    [Theory]
    [InlineData("CI")]
    [InlineData("TF_BUILD")]
    [InlineData("NO_COLOR")]
    public async Task Prints_a_plain_line_where_this_is_set(string plain)
    {
        string text = await CompileAsync(plain, seconds: 0);

        Assert.StartsWith($"{Notice}\r\n", text);
    }

    private static string Pattern => System.Text.RegularExpressions.Regex.Escape(Notice);

    private async Task<string> CompileAsync(string? plain, double seconds)
    {
        clone.Forget();
        Dictionary<string, string?> variables = new(clone.Dotnet.Variables(seconds))
        {
            ["JUMPBOX_AHEAD"] = "off",
            ["TERM"] = "xterm",
            ["CI"] = null,
            ["TF_BUILD"] = null,
            ["NO_COLOR"] = null,
        };
        if (plain is not null)
        {
            variables[plain] = "true";
        }
        BufferedCommandResult result = await Cli.Wrap("script")
            .WithArguments(["--quiet", "--return", "--command", "./build.sh --version", "/dev/null"])
            .WithWorkingDirectory(clone.Root)
            .WithEnvironmentVariables(variables)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);
        new WrapperRun(result.ExitCode, result.StandardOutput).Expect(0);
        return result.StandardOutput;
    }
}
