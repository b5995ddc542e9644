using System.Text;
using Cake.Common.Build.GitHubActions.Commands;
using Cake.Common.Build.GitHubActions.Data;
using Cake.Core;
using Cake.Core.IO;

namespace Build.Ci;

/// <summary>GitHub Actions: groups in the log, outputs and summary in files that the runner names.</summary>
internal sealed class GitHubActions : CiSystem
{
    private readonly IReadOnlyDictionary<string, string> _variables;

    /// <summary>Writes to the files of this step.</summary>
    /// <param name="variables">The environment, with <c>GITHUB_OUTPUT</c> and <c>GITHUB_STEP_SUMMARY</c>.</param>
    public GitHubActions(IReadOnlyDictionary<string, string> variables) => _variables = variables;

    /// <inheritdoc/>
    public override void BeginGroup(string name, Action<string> say) => Commands(say).StartGroup(name);

    /// <inheritdoc/>
    public override void EndGroup(Action<string> say) => Commands(say).EndGroup();

    /// <inheritdoc/>
    public override void Publish(IReadOnlyDictionary<string, string> values, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(values);
        StringBuilder text = new();
        foreach ((string name, string value) in values)
        {
            // A value of more than one line would define what stands in its second line.
            text.Append(name).Append('=').Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
        Append("GITHUB_OUTPUT", text.ToString());
    }

    /// <inheritdoc/>
    public override void Summarise(string file, Action<string> say) =>
        Append("GITHUB_STEP_SUMMARY", File.ReadAllText(file));

    /// <inheritdoc/>
    public override string Disarm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The runner reads a command where a line begins with it, blanks aside.
        return string.Join(
                '\n',
                text.Split('\n')
                    .Select(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal) ? $"| {line}" : line)
            )
            .Replace("##[", "## [", StringComparison.Ordinal);
    }

    private static GitHubActionsCommands Commands(Action<string> say)
    {
        CakeEnvironment environment = new(new CakePlatform(), new CakeRuntime());
        return new(
            environment,
            new FileSystem(),
            new SaidMessages(say),
            new GitHubActionsEnvironmentInfo(environment),
            _ => throw new NotSupportedException("Groups need no HTTP.")
        );
    }

    // Not Cake's commands for output and summary: they write a value's second line as an output of its own, and throw where
    // the runner names no file.
    private void Append(string variable, string text)
    {
        if (_variables.GetValueOrDefault(variable) is { Length: > 0 } path)
        {
            File.AppendAllText(path, text);
        }
    }
}
