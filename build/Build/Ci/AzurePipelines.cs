using Cake.Common.Build.AzurePipelines;
using Cake.Core;

namespace Build.Ci;

/// <summary>Azure DevOps: all commands are in the log.</summary>
internal sealed class AzurePipelines : CiSystem
{
    /// <inheritdoc/>
    public override void BeginGroup(string name, Action<string> say) => Commands(say).BeginGroup(name);

    // Source: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands, SetProgress and LogDetail.
    /// <inheritdoc/>
    public override void BeginTarget(CiTarget target, Action<string> say)
    {
        int percent = 100 * (target.Order - 1) / Math.Max(1, target.Count);
        say($"##vso[task.setprogress value={percent};]{Escape(target.Name)}");
        say(
            $"##vso[task.logdetail id={target.Id};name={Escape(target.Name)};type=build;order={target.Order};state=InProgress]{Escape(target.Name)}"
        );
    }

    /// <inheritdoc/>
    public override void EndTarget(CiTarget target, bool succeeded, Action<string> say) =>
        say(
            $"##vso[task.logdetail id={target.Id};progress=100;state=Completed;result={(succeeded ? "Succeeded" : "Failed")}]{Escape(target.Name)}"
        );

    /// <inheritdoc/>
    public override void Mask(string secret, Action<string> say) => say($"##vso[task.setsecret]{Escape(secret)}");

    /// <inheritdoc/>
    public override void EndGroup(Action<string> say) => Commands(say).EndGroup();

    /// <inheritdoc/>
    public override void Publish(IReadOnlyDictionary<string, string> values, Action<string> say)
    {
        AzurePipelinesCommands commands = Commands(say);
        foreach ((string name, string value) in values)
        {
            commands.SetOutputVariable(name, Escape(value));
        }
    }

    /// <inheritdoc/>
    public override void Summarise(string file, Action<string> say) => Commands(say).UploadTaskSummary(file);

    /// <inheritdoc/>
    public override void Annotate(Annotation error, Action<string> say)
    {
        string place = error.File is { } file
            ? $";sourcepath={Property(file)};linenumber={error.Line};columnnumber={error.Column}"
            : "";
        say($"##vso[task.logissue type=error{place}]{Escape($"{error.Title}: {error.Text}")}");
    }

    /// <inheritdoc/>
    public override string Disarm(string text) =>
        text.Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase)
            .Replace("##[", "## [", StringComparison.Ordinal);

    // Source: azure-pipelines-agent, Command.Unescape: of a property, the end of the command and of the value too.
    private static string Property(string value) =>
        Escape(value).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    private static AzurePipelinesCommands Commands(Action<string> say) =>
        new(new CakeEnvironment(new CakePlatform(), new CakeRuntime()), new RedirectedMessageWriter(say));

    // Cake does not escape values. With the agent's escapes no value can contain a command.
    private static string Escape(string value) =>
        value
            .Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
