namespace Jumpbox.Settings;

/// <summary>Where the builder's roles come from.</summary>
public enum RoleKind
{
    /// <summary>Two role definitions of our own with the least that a build needs.</summary>
    Custom,

    /// <summary>Network Contributor and Contributor: for operators who may not define roles.</summary>
    BuiltIn,
}
