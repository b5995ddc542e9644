using System.Text;
using Build.Run;
using CliWrap;
using Jumpbox.Boundaries;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Scan;

namespace Build.Scanning;

/// <summary>Runs a scanner with the bill, and keeps its report in the artifacts folder.</summary>
internal static class ScannerRun
{
    private const int Lines = 5;

    /// <summary>Asks a scanner whose report does not say it of when its data is.</summary>
    /// <param name="context">The run.</param>
    /// <param name="command">The scanner, which has run.</param>
    /// <returns>The time; null if it does not say.</returns>
    public static async Task<DateTimeOffset?> AgeOfDataAsync(BuildContext context, ScannerCommand command)
    {
        if (command.AgeOfData is not { } question)
        {
            return null;
        }
        StringBuilder answer = new();
        CommandResult result = await Cli.Wrap(question.Program)
            .WithArguments(question.Arguments)
            .WithWorkingDirectory(UserRepository.Root)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(answer))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(context.Interrupted);
        return question.IsSuccess(result.ExitCode) ? ScannerCommand.ReadAge(answer.ToString()) : null;
    }

    /// <summary>Runs it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="command">The scanner and its arguments.</param>
    /// <returns>The path of the report.</returns>
    /// <exception cref="EvidenceException">It cannot be started, or ends with an error.</exception>
    public static async Task<string> RunAsync(BuildContext context, ScannerCommand command)
    {
        string report = Path.Combine(context.Workspace.Folder("scan"), "report.json");
        Queue<string> said = new();
        try
        {
            await using FileStream output = File.Create(report);
            CommandResult result = await Cli.Wrap(command.Program)
                .WithArguments(command.Arguments)
                .WithWorkingDirectory(UserRepository.Root)
                .WithStandardOutputPipe(PipeTarget.ToStream(output))
                .WithStandardErrorPipe(
                    PipeTarget.ToDelegate(line =>
                    {
                        said.Enqueue(line);
                        if (said.Count > Lines)
                        {
                            _ = said.Dequeue();
                        }
                    })
                )
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(context.Interrupted);
            return command.IsSuccess(result.ExitCode)
                ? report
                : throw new EvidenceException(
                    $"'{PlainText.Line(command.ToString())}' ended with exit code {result.ExitCode}: "
                        + $"{PlainText.Line(Redaction.Scrub(string.Join(" ", said)))} Run it by hand to see why, or set scan.command."
                );
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new EvidenceException(
                $"The scanner '{PlainText.Line(command.Program)}' cannot be started: {missing.Message}. Install it, correct scan.command, or "
                    + "pass its report with --report=FILE.",
                missing
            );
        }
    }
}
