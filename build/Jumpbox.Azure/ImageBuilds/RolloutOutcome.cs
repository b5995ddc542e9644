namespace Jumpbox.Azure.ImageBuilds;

/// <summary>How an image template was obtained.</summary>
public enum RolloutOutcome
{
    /// <summary>It already existed.</summary>
    AlreadyExisted,

    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was recreated, because Azure had failed to create the previous one.</summary>
    Recreated,
}
