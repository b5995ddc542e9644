namespace Jumpbox.Offers;

/// <summary>A resource provider in the subscription.</summary>
/// <param name="Namespace">For example <c>Microsoft.VirtualMachineImages</c>.</param>
/// <param name="State">Registered, Registering, NotRegistered or Unregistering.</param>
/// <param name="Regions">The regions of each of its resource types, by display name, for example <c>East US 2</c>.</param>
public sealed record ProviderState(
    string Namespace,
    string State,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Regions
)
{
    /// <summary>
    /// The six providers that an image build uses. Source: Azure Image Builder, "triggers", prerequisites.
    /// </summary>
    public static IReadOnlyList<string> NeededByBuilds { get; } =
    [
        "Microsoft.VirtualMachineImages",
        "Microsoft.Compute",
        "Microsoft.Network",
        "Microsoft.Storage",
        "Microsoft.KeyVault",
        "Microsoft.ContainerInstance",
    ];

    /// <summary>The providers that the pipeline needs: those of builds, and that of the builder's identity.</summary>
    public static IReadOnlyList<string> Needed { get; } = [.. NeededByBuilds, "Microsoft.ManagedIdentity"];

    /// <summary>Whether the subscription is registered with it.</summary>
    public bool IsRegistered => State.Equals("Registered", StringComparison.OrdinalIgnoreCase);
}
