using Jumpbox.Settings;

namespace Build.Run;

/// <summary>A cloud to connect to, before the settings are complete.</summary>
/// <param name="Cloud">Its name, as in the setting <c>cloud</c>.</param>
/// <param name="Tenant">The tenant's GUID; null leaves it to the one who signs in.</param>
/// <param name="Settings">The settings as far as they are known; null before there are any.</param>
public sealed record CloudChoice(string Cloud, string? Tenant, JumpboxSettings? Settings = null);
