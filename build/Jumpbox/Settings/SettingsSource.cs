namespace Jumpbox.Settings;

/// <summary>Where the settings come from. A later one wins: file, environment, arguments.</summary>
/// <param name="File">The settings file's path.</param>
/// <param name="Overrides">Arguments of the form <c>section.key=value</c>.</param>
/// <param name="Environment">Environment variables; those that begin with <c>JUMPBOX__</c> count.</param>
public sealed record SettingsSource(
    string File,
    IReadOnlyList<string> Overrides,
    IReadOnlyDictionary<string, string> Environment
);
