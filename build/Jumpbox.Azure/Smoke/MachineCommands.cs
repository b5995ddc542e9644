using System.Text;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Probing;
using Jumpbox.Boundaries;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Smoke;

/// <summary>
/// Runs scripts on a machine by managed Run Command, and reads all of their output: the command reports the last 4,096 bytes, further
/// commands the rest. Source: Azure/run-command-handler-linux.
/// </summary>
/// <param name="azure">The session.</param>
/// <param name="machine">The machine.</param>
/// <param name="plan">The scripts.</param>
/// <param name="watch">The time of the run.</param>
internal sealed class MachineCommands(AzureSession azure, BootedMachine machine, SmokePlan plan, ThrowawayWatch watch)
{
    private readonly StringBuilder _transcript = new();

    /// <summary>All output so far.</summary>
    public string Transcript => _transcript.ToString();

    /// <summary>Runs a script.</summary>
    /// <param name="command">The script.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Its exit code and its output; or why there is none, in one line.</returns>
    public async Task<(int? ExitCode, string Text, string? Trouble)> RunAsync(
        SmokeCommand command,
        CancellationToken cancellationToken
    )
    {
        (int? code, string text, string? trouble) = await TryAsync(command, cancellationToken);
        _ = _transcript
            .Append(
                FormattableString.Invariant(
                    $"=== {machine.Id.Name}: {command.Name}: {(code is { } exit ? $"exit code {exit}" : trouble)}\n"
                )
            )
            .Append(text.TrimEnd('\n'))
            .Append('\n');
        return (code, text, trouble);
    }

    private async Task<(int? ExitCode, string Text, string? Trouble)> TryAsync(
        SmokeCommand command,
        CancellationToken cancellationToken
    )
    {
        try
        {
            (string output, string trouble) = await SendAsync(command.Name, command.Script, cancellationToken);
            if (SmokeOutput.Read(output, command.Name) is not { } answer)
            {
                return (null, PlainText.Lines(output), trouble);
            }
            ReadOnlyMemory<byte>? packed =
                answer.Slices.Count == 0 ? answer.Packed : await JoinAsync(answer, cancellationToken);
            return packed is { } all && answer.Unpack(all) is { } text
                ? (answer.ExitCode, text, null)
                : (
                    null,
                    "",
                    $"its output of {answer.PrintedBytes} bytes could not be read completely, or was changed on the way"
                );
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return (null, "", PlainText.Line(failure.Message));
        }
    }

    private async Task<ReadOnlyMemory<byte>?> JoinAsync(SmokeOutput answer, CancellationToken cancellationToken)
    {
        List<byte> all = new(answer.PackedBytes);
        foreach (int[] turn in answer.Slices.Chunk(SmokePlan.SlicesAtOnce))
        {
            (string Output, string Trouble)[] parts = await Task.WhenAll(
                turn.Select(from =>
                    SendAsync(
                        FormattableString.Invariant($"{answer.Name}-from-{from}"),
                        plan.Slice(answer.Name, from),
                        cancellationToken
                    )
                )
            );
            foreach ((string output, _) in parts)
            {
                if (SmokeOutput.Part(output) is not { } part)
                {
                    return null;
                }
                all.AddRange(part.Span);
            }
        }
        return all.ToArray();
    }

    private Task<(string Output, string Trouble)> SendAsync(
        string name,
        string script,
        CancellationToken cancellationToken
    ) =>
        RunCommandCall.RunAsync(
            azure,
            machine.Id.Child("runCommands", name),
            machine.Location,
            script,
            SmokePlan.CommandSeconds,
            watch,
            cancellationToken
        );
}
