using System.Text.RegularExpressions;

namespace Jumpbox.Settings;

/// <summary>One setting: its meaning, its accepted values and its default.</summary>
/// <param name="Path">Section and key with dots.</param>
/// <param name="Kind">The form of its value.</param>
/// <param name="Description">The description, as a sentence for the documentation.</param>
internal sealed record SettingDefinition(string Path, SettingKind Kind, string Description)
{
    /// <summary>The default value; null means none.</summary>
    public string? Default { get; init; }

    /// <summary>Whether a value is required.</summary>
    public bool Required { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>
    /// A regular expression that text must match, as the JSON schema writes it: with <c>^</c> and <c>$</c>.
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>The smallest integer.</summary>
    public int Minimum { get; init; }

    /// <summary>The largest integer.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>The resource types of <see cref="SettingKind.ResourceId"/>; empty means any.</summary>
    public IReadOnlyList<string> ResourceTypes { get; init; } = [];

    /// <summary>What is expected, if the kind is not specific enough.</summary>
    public string? Expectation { get; init; }

    /// <summary>A valid value.</summary>
    public string? Example { get; init; }

    /// <summary>Whether the user chooses the keys below the path.</summary>
    public bool IsMap => Kind is SettingKind.TextMap or SettingKind.BooleanMap or SettingKind.DecimalMap;

    /// <summary>
    /// Whether the pattern matches the entire text: in .NET, <c>$</c> also matches before a final line feed.
    /// </summary>
    /// <param name="text">The text.</param>
    public bool IsMatch(string text) =>
        Pattern is null || Regex.Match(text, Pattern) is { Success: true } match && match.Length == text.Length;

    /// <summary>The expectation, as the end of the sentence "expected …".</summary>
    public string Expected =>
        Expectation
        ?? Kind switch
        {
            SettingKind.Integer => Maximum == int.MaxValue
                ? $"a whole number of at least {Minimum}"
                : $"a whole number from {Minimum} to {Maximum}",
            SettingKind.Boolean or SettingKind.BooleanMap => "true or false",
            SettingKind.Choice => $"one of {string.Join(", ", Choices)}",
            SettingKind.Guid => "a GUID",
            SettingKind.ResourceId => ResourceTypes.Count == 0
                ? "a resource id"
                : $"the resource id of a {string.Join(" or ", ResourceTypes)}",
            SettingKind.DecimalMap => "a number",
            SettingKind.TextList => "a list of strings",
            _ => "a string",
        };
}
