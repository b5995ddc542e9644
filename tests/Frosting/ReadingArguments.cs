using Frosting.Tests.Host;
using Spectre.Console;

namespace Frosting.Tests;

/// <summary>What Cake's parser itself says, on the process's own console: nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(ReadingArguments), DisableParallelization = true)]
[Collection(nameof(ReadingArguments))]
public sealed class ReadingArguments
{
    // The parser keeps the console that it finds first.
    private static readonly StringWriter Console = new();
    private readonly int _before = Console.GetStringBuilder().Length;

    static ReadingArguments() =>
        AnsiConsole.Console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(Console) }
        );

    private string Said => Console.ToString()[_before..];

    [Theory]
    [InlineData("--verbosity=loud", "loud")]
    [InlineData("--target", "'target' is defined but no value")]
    public void An_option_that_cannot_be_read_is_told_and_nothing_runs(string option, string message)
    {
        using HostRun run = HostRun.Of(option);

        Assert.Equal(-1, run.ExitCode);
        Assert.Contains(message, Said);
        Assert.Equal("", run.Output);
        Assert.Empty(run.Notes.Lines);
    }

    [Fact]
    public void Help_names_the_options_and_nothing_runs()
    {
        using HostRun run = HostRun.Of("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("--exclusive", Said);
        Assert.Empty(run.Notes.Lines);
    }
}
