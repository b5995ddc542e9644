namespace Jumpbox.Pins;

/// <summary>The change of one pin.</summary>
/// <param name="Name">The tool, <c>base image</c> or <c>apt snapshot</c>.</param>
/// <param name="Before">The previous version, or null for a new pin.</param>
/// <param name="After">
/// The new version, or null for a pin that is dropped; equal to the old one where only its confirmations changed.
/// </param>
/// <param name="Page">The address of the release's page, or null.</param>
public sealed record ToolChange(string Name, string? Before, string? After, string? Page)
{
    /// <summary>The change on one line.</summary>
    public override string ToString()
    {
        string change =
            After is null ? $"{Before} -> removed: the catalogue has no such tool"
            : Before == After ? $"{After}, confirmations changed"
            : $"{Before ?? "new"} -> {After}";
        return Page is null ? $"{Name} {change}" : $"{Name} {change}  {Page}";
    }
}
