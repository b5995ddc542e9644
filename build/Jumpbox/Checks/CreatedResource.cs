using Jumpbox.Settings;

namespace Jumpbox.Checks;

/// <summary>A resource that a build will create, about which policies are asked.</summary>
/// <param name="What">The description for messages.</param>
/// <param name="Kind">What it is to the build; a cure depends on it and never on a name.</param>
/// <param name="Scope">The id of its resource group, or the subscription of a group or a role definition.</param>
/// <param name="Group">The group, where it is one.</param>
public sealed record CreatedResource(string What, CreatedKind Kind, string Scope, ResourceId? Group = null)
{
    /// <summary>Whether Azure Image Builder creates it and deletes it with the build.</summary>
    public bool IsTransient =>
        Kind
            is CreatedKind.StagingGroup
                or CreatedKind.InStaging
                or CreatedKind.StorageAccount
                or CreatedKind.BuildVm
                or CreatedKind.FallbackVm
                or CreatedKind.ProxyVm;
}

/// <summary>What a resource is to a build.</summary>
public enum CreatedKind
{
    /// <summary>A resource group of the pipeline.</summary>
    Group,

    /// <summary>The builder's identity or the image template.</summary>
    Builder,

    /// <summary>The image, or its version in a gallery.</summary>
    Image,

    /// <summary>The role definitions of the builder.</summary>
    RoleDefinitions,

    /// <summary>A role assignment of the builder.</summary>
    RoleAssignment,

    /// <summary>The staging resource group that the service creates.</summary>
    StagingGroup,

    /// <summary>The staging group's storage account.</summary>
    StorageAccount,

    /// <summary>The build VM.</summary>
    BuildVm,

    /// <summary>The build VM of a later attempt, with a fallback size.</summary>
    FallbackVm,

    /// <summary>The proxy VM.</summary>
    ProxyVm,

    /// <summary>Anything else in the staging group.</summary>
    InStaging,
}
