namespace Jumpbox.Evidence.Gate;

/// <summary>What a rule of the gate used.</summary>
public enum GateSource
{
    /// <summary>The cloud, read back.</summary>
    Cloud,

    /// <summary>This checkout with its settings.</summary>
    Checkout,

    /// <summary>Files that a verified signature covers.</summary>
    Signature,

    /// <summary>Files that nobody vouches for.</summary>
    File,
}
