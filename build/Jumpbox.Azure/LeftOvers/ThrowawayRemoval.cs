using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Deletes what a probe or Smoke creates, each before what it uses; a read confirms every deletion.</summary>
internal static class ThrowawayRemoval
{
    /// <summary>Everything that a probe creates in the builder's group.</summary>
    public static IReadOnlyList<ResourceId> OfProbe(Names names) =>
        [names.Probe, names.ProbeMachine, names.ProbeInterface, names.ProbeDisk];

    /// <summary>Everything that Smoke creates in the builder's group.</summary>
    public static IReadOnlyList<ResourceId> OfSmoke(Names names)
    {
        int[] machines = [.. Enumerable.Range(1, SmokeNeeds.Machines)];
        return
        [
            .. machines.Select(names.SmokeMachine),
            .. machines.Select(names.SmokeInterface),
            .. machines.Select(names.SmokeDisk),
        ];
    }

    /// <summary>The API version of one of them.</summary>
    public static string VersionOf(ResourceId id) =>
        IsContainer(id) ? ApiVersions.ContainerInstance : Machines.VersionOf(id);

    /// <summary>Whether it is a disk, which belongs to its machine and has no tags of its own.</summary>
    public static bool IsDisk(ResourceId id) => id.IsOfType("Microsoft.Compute/disks");

    /// <summary>The disk of one of these machines; null for another resource.</summary>
    public static ResourceId? DiskOf(ResourceId id) =>
        id.IsOfType("Microsoft.Compute/virtualMachines")
            ? ResourceId.ForResource(id.SubscriptionId, id.ResourceGroup, "Microsoft.Compute/disks", id.Name)
            : null;

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

    /// <summary>Deletes all of them, one after the other. An interruption ends a run, not its removal.</summary>
    /// <returns>Whether none exists any more.</returns>
    public static async Task<bool> RemoveAllAsync(Removal removal, AzureSession azure, IEnumerable<ResourceId> ids)
    {
        bool removed = true;
        foreach (ResourceId id in ids)
        {
            removed &= await RemoveAsync(removal, azure, id, CancellationToken.None);
        }
        return removed;
    }

    /// <summary>Why a run with such resources cannot start; null if it can.</summary>
    /// <param name="azure">The session.</param>
    /// <param name="ids">What the run creates.</param>
    /// <param name="owner">The pipeline's tag.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The reason, and whether a killed run left something that has to be deleted first.</returns>
    public static async Task<(string? Held, bool HasOld)> LookAsync(
        AzureSession azure,
        IEnumerable<ResourceId> ids,
        string owner,
        CancellationToken cancellationToken
    )
    {
        bool hasOld = false;
        foreach (ResourceId id in ids.Where(id => !IsDisk(id)))
        {
            if (await azure.GetAsync($"{id}", VersionOf(id), cancellationToken) is not { } existing)
            {
                continue;
            }
            bool isMine = azure.Options.Journal?.HasMade($"{id}") == true;
            if (ThrowawayTags.Held(existing, owner, isMine, azure.Options.Time.GetUtcNow()) is { } held)
            {
                return ($"{id.Type} {id.Name} exists, and {held}", hasOld);
            }
            hasOld = true;
        }
        return (null, hasOld);
    }

    private static bool IsContainer(ResourceId id) => id.IsOfType("Microsoft.ContainerInstance/containerGroups");
}
