using Cake.Core;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.Az;

/// <summary>The Azure CLI as a Cake tool: found on the PATH or by the tool locator.</summary>
/// <typeparam name="TSettings">The type of the settings.</typeparam>
/// <param name="context">The context.</param>
public abstract class AzTool<TSettings>(ICakeContext context)
    : Tool<TSettings>(context?.FileSystem, context?.Environment, context?.ProcessRunner, context?.Tools)
    where TSettings : AzSettings
{
    private string _complaint = "";

    /// <inheritdoc/>
    protected sealed override string GetToolName() => "Azure CLI";

    /// <inheritdoc/>
    protected sealed override IEnumerable<string> GetToolExecutableNames() => ["az", "az.cmd", "az.exe"];

    /// <summary>Runs a command with JSON output.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="command">The command's words and arguments.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="AzException">It ended with an error; the message is the CLI's.</exception>
    /// <exception cref="CakeException">The Azure CLI is not found.</exception>
    protected string Ask(TSettings settings, ProcessArgumentBuilder command)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(command);
        command.Append("--output").Append("json").Append("--only-show-errors");
        if (settings.Subscription is { } subscription)
        {
            command.Append("--subscription").AppendQuoted(subscription);
        }
        string answer = "";
        _complaint = "";
        Run(
            settings,
            command,
            new ProcessSettings { RedirectStandardOutput = true, RedirectStandardError = true },
            process =>
            {
                _complaint = string.Join('\n', process.GetStandardError()).Trim();
                answer = string.Join('\n', process.GetStandardOutput());
            }
        );
        return answer;
    }

    /// <inheritdoc/>
    protected sealed override void ProcessExitCode(int exitCode)
    {
        if (exitCode != 0)
        {
            throw new AzException(exitCode, _complaint);
        }
    }
}
