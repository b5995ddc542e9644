using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Deletes what a probe creates, each before what it uses; a read confirms every deletion.</summary>
internal static class ProbeRemoval
{
    /// <summary>Everything that a probe creates in the builder's group.</summary>
    public static IReadOnlyList<ResourceId> Made(Names names) =>
        [names.Probe, names.ProbeMachine, names.ProbeInterface, names.ProbeDisk];

    /// <summary>The API version of one of them.</summary>
    public static string VersionOf(ResourceId id) =>
        IsContainer(id) ? ApiVersions.ContainerInstance : Machines.VersionOf(id);

    /// <summary>Deletes one of them.</summary>
    /// <returns>Whether it no longer exists.</returns>
    public static Task<bool> RemoveAsync(
        Removal removal,
        AzureSession azure,
        ResourceId id,
        CancellationToken cancellationToken
    ) =>
        removal.RemoveAsync(
            $"{id}",
            VersionOf(id),
            () =>
                IsContainer(id)
                    ? azure.ContainerGroups.DeleteAsync(id, cancellationToken)
                    : azure.Machines.DeleteAsync(id, cancellationToken),
            cancellationToken
        );

    private static bool IsContainer(ResourceId id) => id.IsOfType("Microsoft.ContainerInstance/containerGroups");
}
