namespace Jumpbox.Sweeping;

/// <summary>How the template stands that a staging group names.</summary>
public enum TemplateState
{
    /// <summary>There is none of this name any more.</summary>
    Gone,

    /// <summary>It is ours, works in another staging group, and no build of it is under way.</summary>
    Finished,

    /// <summary>A build of it is under way.</summary>
    Building,

    /// <summary>It is not ours.</summary>
    Foreign,

    /// <summary>A template, whatever its name, works in this very group.</summary>
    InUse,
}
