using Cake.Core.Tooling;

namespace Cake.Az;

/// <summary>The settings common to all Azure CLI commands.</summary>
public class AzSettings : ToolSettings
{
    /// <summary>The subscription's name or GUID; null for the selected one.</summary>
    public string? Subscription { get; set; }
}
