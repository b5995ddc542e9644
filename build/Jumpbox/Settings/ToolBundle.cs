namespace Jumpbox.Settings;

/// <summary>Which tools and packages of the catalogue an image has; each bundle has what is in those before it.</summary>
public enum ToolBundle
{
    /// <summary>The seven tools of the original.</summary>
    Original,

    /// <summary>Those that find and mend faults in a cluster and on the network.</summary>
    Triage,

    /// <summary>Those for meshes, backups, registries and manifests too.</summary>
    Full,
}
