namespace Jumpbox.Tools;

/// <summary>How much a finding about a pin matters.</summary>
public enum PinFindingLevel
{
    /// <summary>Worth knowing; the pin can be used.</summary>
    Note,

    /// <summary>Somebody must act: the check fails.</summary>
    Problem,
}
