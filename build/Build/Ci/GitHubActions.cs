using System.Text;
using Cake.Common.Build.GitHubActions.Commands;
using Cake.Common.Build.GitHubActions.Data;
using Cake.Core;
using Cake.Core.IO;

namespace Build.Ci;

/// <summary>GitHub Actions: groups in the log; outputs and summary in the runner's files.</summary>
/// <param name="variables">The environment, with <c>GITHUB_OUTPUT</c> and <c>GITHUB_STEP_SUMMARY</c>.</param>
internal sealed class GitHubActions(IReadOnlyDictionary<string, string> variables) : CiSystem
{
    /// <inheritdoc/>
    public override void BeginGroup(string name, Action<string> say) => Commands(say).StartGroup(name);

    /// <inheritdoc/>
    public override void Mask(string secret, Action<string> say) => say($"::add-mask::{Escape(secret)}");

    /// <inheritdoc/>
    public override void EndGroup(Action<string> say) => Commands(say).EndGroup();

    /// <inheritdoc/>
    public override void Publish(IReadOnlyDictionary<string, string> values, Action<string> say)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in values)
        {
            // A second line of the value would be parsed as another output.
            text.Append(name).Append('=').Append(value.ReplaceLineEndings(" ")).Append('\n');
        }
        Append("GITHUB_OUTPUT", text.ToString());
    }

    /// <inheritdoc/>
    public override void Summarise(string file, Action<string> say) =>
        Append("GITHUB_STEP_SUMMARY", File.ReadAllText(file));

    /// <inheritdoc/>
    public override void Annotate(Annotation error, Action<string> say)
    {
        string place = error.File is { } file ? $"file={Property(file)},line={error.Line},col={error.Column}," : "";
        say($"::error {place}title={Property(error.Title)}::{Escape(error.Text)}");
    }

    /// <inheritdoc/>
    public override string Disarm(string text)
    {
        // The runner accepts a command at the start of a line, ignoring blanks.
        return string.Join(
                '\n',
                text.Split('\n')
                    .Select(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal) ? $"| {line}" : line)
            )
            .Replace("##[", "## [", StringComparison.Ordinal);
    }

    private static string Property(string value) =>
        Escape(value).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    // Source: actions/toolkit, packages/core/src/command.ts.
    private static string Escape(string value) =>
        value
            .Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static GitHubActionsCommands Commands(Action<string> say)
    {
        CakeEnvironment environment = new(new CakePlatform(), new CakeRuntime());
        return new(
            environment,
            new FileSystem(),
            new RedirectedMessageWriter(say),
            new GitHubActionsEnvironmentInfo(environment),
            _ => throw new NotSupportedException("Groups need no HTTP.")
        );
    }

    // Not Cake's commands for output and summary: they write the second line of a value as another output, and throw if the
    // runner sets no file.
    private void Append(string variable, string text)
    {
        if (variables.GetValueOrDefault(variable) is { Length: > 0 } path)
        {
            File.AppendAllText(path, text);
        }
    }
}
