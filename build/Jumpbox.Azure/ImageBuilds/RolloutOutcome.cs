namespace Jumpbox.Azure.ImageBuilds;

/// <summary>How an image template was obtained.</summary>
public enum RolloutOutcome
{
    /// <summary>It already existed.</summary>
    WasThere,

    /// <summary>It was created.</summary>
    Made,

    /// <summary>It was recreated, because Azure had failed to create the previous one.</summary>
    Replaced,
}
