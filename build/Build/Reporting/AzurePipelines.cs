namespace Build.Reporting;

/// <summary>Azure DevOps: everything is said in the log.</summary>
public sealed class AzurePipelines : CiSystem
{
    /// <inheritdoc/>
    public override string EndGroup => "##[endgroup]";

    /// <inheritdoc/>
    public override string BeginGroup(string name) => $"##[group]{name}";

    /// <inheritdoc/>
    public override void Publish(IReadOnlyDictionary<string, string> values, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(say);
        foreach ((string name, string value) in values)
        {
            say($"##vso[task.setvariable variable={name};isOutput=true]{Escape(value)}");
        }
    }

    /// <inheritdoc/>
    public override void Summarise(string file, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        say($"##vso[task.uploadsummary]{file}");
    }

    /// <inheritdoc/>
    public override string Disarm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace("##vso[", "## vso[", StringComparison.OrdinalIgnoreCase)
            .Replace("##[", "## [", StringComparison.Ordinal);
    }

    // The agent's own escapes; with them no value can be read as a command of its own.
    private static string Escape(string value) =>
        value
            .Replace("%", "%AZP25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);
}
