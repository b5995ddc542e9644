namespace Jumpbox.Sweeping;

/// <summary>What a left-over is.</summary>
public enum LeftOverKind
{
    /// <summary>An image template that is superseded by other content, or that Azure could not make.</summary>
    Template,

    /// <summary>A staging group whose template is gone.</summary>
    StagingGroup,

    /// <summary>A role assignment of our naming whose principal is gone.</summary>
    RoleAssignment,

    /// <summary>An image, or an image version of a gallery, beyond those that are kept.</summary>
    Image,
}
