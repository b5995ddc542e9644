namespace Jumpbox.Settings;

/// <summary>The value of one setting.</summary>
/// <param name="Path">The setting, with dots.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Origin">Where it comes from, for messages: an argument, an environment variable, a command.</param>
public sealed record SettingValue(string Path, string Value, string Origin);
