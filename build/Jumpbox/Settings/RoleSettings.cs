namespace Jumpbox.Settings;

/// <summary>Which roles the builder's identity gets.</summary>
/// <param name="Kind">Least privilege by our own role definitions, or Azure's wider built-in ones.</param>
public sealed record RoleSettings(RoleKind Kind);
