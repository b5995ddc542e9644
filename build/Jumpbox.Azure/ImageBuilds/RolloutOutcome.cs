namespace Jumpbox.Azure.ImageBuilds;

/// <summary>What it took to have an image template.</summary>
public enum RolloutOutcome
{
    /// <summary>The same content was already there.</summary>
    WasThere,

    /// <summary>It was made.</summary>
    Made,

    /// <summary>One that Azure could not make was taken away, and it was made anew.</summary>
    Replaced,
}
