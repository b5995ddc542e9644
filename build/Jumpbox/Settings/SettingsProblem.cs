namespace Jumpbox.Settings;

/// <summary>A problem with the settings.</summary>
/// <param name="Path">The setting, with dots, for example <c>network.buildSubnetId</c>.</param>
/// <param name="Value">The value that was found, or null if it is missing.</param>
/// <param name="Expected">What is expected instead, as the end of the sentence "expected …".</param>
/// <param name="Example">A valid value, or null.</param>
/// <param name="Origin">Where the value came from, for example <c>jumpbox.json</c> or <c>--set</c>.</param>
internal sealed record SettingsProblem(string Path, string? Value, string Expected, string? Example, string Origin)
{
    /// <summary>The problem on one line.</summary>
    public override string ToString()
    {
        string found = Value is null ? "is missing" : $"is '{Value}' ({Origin})";
        string example = Example is null ? "" : $", for example {Example}";
        string end = Expected.EndsWith('?') && Example is null ? "" : ".";
        return $"{Path} {found}; expected {Expected}{example}{end}";
    }
}
