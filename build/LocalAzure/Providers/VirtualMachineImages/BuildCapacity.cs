using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Whether the quotas and sizes of the world allow one more build: a container instance with four cores (azure-compute-docs,
/// image-builder-troubleshoot.md) and the build VM.
/// </summary>
internal static class BuildCapacity
{
    private const int ContainerCores = 4;

    /// <exception cref="ArmException">A quota is exhausted, the size is not available, or the region has no capacity for it.</exception>
    public static void Check(ResourceStore store, string location, string size)
    {
        if (MachineCapacity.Free(store, "containers", "StandardCores") < ContainerCores)
        {
            throw new ArmException(
                409,
                "ContainerGroupQuotaReached",
                $"Azure Container Instances quota exceeded. Resource type 'Microsoft.ContainerInstance/containerGroups' "
                    + $"container group quota 'StandardCores' exceeded in region '{location}': a build needs {ContainerCores}."
            );
        }
        MachineCapacity.Check(store, location, size);
    }
}
