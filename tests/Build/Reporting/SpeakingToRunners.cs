using Build.Ci;
using Build.Terminal;
using Cake.Core.Diagnostics;
using CsCheck;

namespace Build.Tests.Reporting;

/// <summary>
/// Whatever Azure or a machine says: a runner that reads our output by its own documented rules finds no command in it.
/// </summary>
public sealed class SpeakingToRunners
{
    private static readonly CiSystem Github = new GitHubActions(new Dictionary<string, string>());
    private static readonly CiSystem Azure = new AzurePipelines();

    private static readonly string[] Corpus =
    [
        "\r::add-mask::x",
        "10%\r::set-env name=PATH::/tmp",
        "\u001b[0m::add-mask::x",
        "\u200B::stop-commands::token",
        "\u00A0\u2003::warning::x",
        "\u0085::add-mask::x",
        "\u2028::error::x",
        "a\v::error::x",
        "text ##[add-path]/tmp",
        "##\u200B[set-env name=x;]y",
        "##vso[task.setvariable variable=verdict]passed",
        "text ##VSO[task.complete result=Succeeded;]",
        "#\u202E#vso[task.setvariable variable=x]y",
        "\u001b]0;\u0007##vso[task.prependpath]/tmp",
        "##\u001b[31mvso[task.setvariable variable=x]y",
        "##v\0so[task.setvariable variable=x]y",
        "####vso[x]",
        "::add-mask::x",
    ];

    private static readonly Gen<string> Text = Gen.OneOf(
            AnyOf(Corpus),
            AnyOf("##", "vso[", "[", "::", "#", "\r", "\n", "\u0085", "\u200B", "\u001b[", " ", "\t", "]"),
            Gen.String
        )
        .Array[0, 10]
        .Select(string.Concat);

    [Fact]
    public void GitHub_finds_no_command_in_the_corpus() => Assert.All(Corpus, text => NoneFor(Github, "{0}", text));

    [Fact]
    public void Azure_Pipelines_finds_no_command_in_the_corpus() =>
        Assert.All(Corpus, text => NoneFor(Azure, "{0}", text));

    [Fact]
    public void No_text_is_a_command_in_whatever_sentence_it_is_said() =>
        Gen.Select(Text, Text, AnyOf("{0}{1}", "{0} {1,-20}", "Removed {0}: {1}", "{1}\n{0}"))
            .Sample(
                (one, other, sentence) =>
                {
                    NoneFor(Github, sentence, one, other);
                    NoneFor(Azure, sentence, one, other);
                }
            );

    [Fact]
    public void A_message_without_arguments_is_looked_at_too()
    {
        HeardLog heard = new();

        new RunLog(heard, Azure).Write(Verbosity.Normal, LogLevel.Error, "x ##vso[task.complete]{y}");

        Assert.Equal("x ## vso[task.complete]{y}", Assert.Single(heard.Lines));
    }

    [Fact]
    public void A_terminal_gets_no_escape_sequence_and_no_carriage_return()
    {
        HeardLog heard = new();

        new RunLog(heard).Information("{0} is {1}", "\u001b]0;owned\u0007a", "b\rc");

        Assert.Equal("a is b\nc", Assert.Single(heard.Lines));
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static void NoneFor(CiSystem system, string sentence, params object[] texts)
    {
        HeardLog heard = new();
        new RunLog(heard, system).Information(sentence, texts);
        // Both runners read a process by lines, and .NET ends a line at \r, \n and both.
        using StringReader reader = new(string.Join('\n', heard.Lines));
        while (reader.ReadLine() is { } line)
        {
            Assert.False(system is GitHubActions ? IsGitHubCommand(line) : IsAzureCommand(line), line);
        }
    }

    // Source: github.com/actions/runner, src/Runner.Common/ActionCommand.cs, TryParseV2 and TryParse.
    private static bool IsGitHubCommand(string line) =>
        line.TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal);

    // Source: github.com/microsoft/azure-pipelines-agent, src/Agent.Sdk/CommandUtil.cs, Command.TryParse; and the formats
    // of "Formatting commands", https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
    private static bool IsAzureCommand(string line) =>
        line.Contains("##vso[", StringComparison.OrdinalIgnoreCase) || line.Contains("##[", StringComparison.Ordinal);
}
