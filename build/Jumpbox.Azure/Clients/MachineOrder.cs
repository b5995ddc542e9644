using System.Text.Json.Nodes;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Clients;

/// <summary>A virtual machine to create without a public address.</summary>
internal sealed record MachineOrder
{
    public required ResourceId Machine { get; init; }

    public required ResourceId Interface { get; init; }

    public required ResourceId Disk { get; init; }

    public required ResourceId Subnet { get; init; }

    public required string Location { get; init; }

    public required string Size { get; init; }

    /// <summary>What it is created from, as <c>imageReference</c>.</summary>
    public required JsonObject Image { get; init; }

    /// <summary>The user that its key belongs to.</summary>
    public required string User { get; init; }

    public required JsonObject Tags { get; init; }

    /// <summary>Whether Trusted Launch is requested, with Secure Boot and vTPM.</summary>
    public bool HasTrustedLaunch { get; init; }

    /// <summary>Where its ephemeral OS disk is; null for a managed disk.</summary>
    public string? Placement { get; init; }

    /// <summary>Its user-assigned identity; null for none.</summary>
    public ResourceId? Identity { get; init; }

    /// <summary>Whether the serial console is recorded, in storage that Azure manages.</summary>
    public bool HasDiagnostics { get; init; }
}
