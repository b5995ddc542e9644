namespace Jumpbox.Settings;

/// <summary>How much is taken away; each level includes those before it. The image always stays.</summary>
public enum CleanupLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The builder's right to write images, which it needs only while it builds.</summary>
    Role,

    /// <summary>Also the image template, and with it the staging group and the logs in it.</summary>
    Template,

    /// <summary>Also the other role assignment, the identity, our role definitions and the builder group if we made it.</summary>
    All,
}
