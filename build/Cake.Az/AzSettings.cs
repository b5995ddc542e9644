using Cake.Core.Tooling;

namespace Cake.Az;

/// <summary>What every command of the Azure CLI takes.</summary>
public class AzSettings : ToolSettings
{
    /// <summary>The subscription's name or GUID; null for the one that is selected.</summary>
    public string? Subscription { get; set; }
}
