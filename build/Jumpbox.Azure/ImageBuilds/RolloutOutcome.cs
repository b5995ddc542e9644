namespace Jumpbox.Azure.ImageBuilds;

/// <summary>What it took to have an image template.</summary>
public enum RolloutOutcome
{
    /// <summary>The same content was already there.</summary>
    WasThere,

    /// <summary>It was created.</summary>
    Made,

    /// <summary>It was recreated, because Azure had failed to create the previous one.</summary>
    Replaced,
}
