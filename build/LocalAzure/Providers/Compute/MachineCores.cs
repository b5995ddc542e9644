using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>The cores of machines and of instances of scale sets that clients have created.</summary>
internal static class MachineCores
{
    /// <summary>The hidden mark of such a machine: the world's own ones are in its quotas already.</summary>
    public const string Counted = "counted";

    /// <summary>The cores that they have; of all families for null.</summary>
    public static int Of(ResourceStore store, string? family)
    {
        JsonNode? sizes = WorldSettings.Section(store, "sizes");
        return store
            .OfType(VirtualMachines.TypeName)
            .Concat(store.OfType(ScaleSetMachines.TypeName))
            .Where(machine => machine.Hidden.At(Counted).Flag() == true)
            .Select(machine => machine.Body.At("properties", "hardwareProfile", "vmSize").Text())
            .Select(size => sizes.Items().FirstOrDefault(one => ArmPath.Same(one.At("name").Text(), size)))
            .Where(size => family is null || ArmPath.Same(size.At("family").Text(), family))
            .Sum(size => size.At("cores").Number() ?? 0);
    }
}
