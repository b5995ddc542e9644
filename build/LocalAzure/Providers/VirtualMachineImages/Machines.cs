using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Providers.ContainerInstance;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>The resources in the staging group during a build: the container that runs Packer, and the build VM.</summary>
internal static class Machines
{
    private const string DefaultSize = "Standard_D2ds_v4";

    public static string? Group(StoredResource template) =>
        template.Body.At("properties", "exactStagingResourceGroup").Text();

    public static string ContainerId(string group, string run) =>
        $"{group}/providers/{ContainerGroups.TypeName}/vmimagebuilder-build-container-{Short(run)}";

    public static string BuildVmId(string group, string run) =>
        $"{group}/providers/{VirtualMachines.TypeName}/pkrvm{Short(run)[..10]}";

    /// <summary>The build VM and its resources with Packer's names, each before the resources that it uses.</summary>
    public static IEnumerable<string> OfBuild(string group, string run) =>
        [BuildVmId(group, run), InterfaceId(group, run), DiskId(group, run)];

    private static string InterfaceId(string group, string run) =>
        $"{group}/providers/{NetworkInterfaces.TypeName}/pkrni{Short(run)[..10]}";

    private static string DiskId(string group, string run) =>
        $"{group}/providers/{Disks.TypeName}/pkros{Short(run)[..10]}";

    private static string Short(string run) => run.Replace("-", "", StringComparison.Ordinal);

    /// <exception cref="ArmException">A type refuses its resource.</exception>
    public static void Create(ResourceStore store, Inside inside, StoredResource template, string run)
    {
        string group = Group(template)!;
        JsonNode? profile = template.Body.At("properties", "vmProfile");
        string? location = template.Body["location"].Text();
        string size = profile.At("vmSize").Text() is { Length: > 0 } asked ? asked : DefaultSize;
        BuildCapacity.Check(store, location!, size);
        JsonObject tags = StagingGroup.ResourceTags(template.Body.At("properties", "managedResourceTags").Object());
        string container = ContainerId(group, run);
        string? containerSubnet = profile.At("vnetConfig", "containerInstanceSubnetId").Text();
        inside.Put(
            container,
            new JsonObject
            {
                ["location"] = location,
                ["tags"] = tags.Copy(),
                ["properties"] = new JsonObject
                {
                    ["osType"] = "Linux",
                    ["restartPolicy"] = "Never",
                    ["sku"] = "Standard",
                    ["subnetIds"] = string.IsNullOrEmpty(containerSubnet)
                        ? new JsonArray()
                        : new JsonArray(new JsonObject { ["id"] = containerSubnet }),
                    ["containers"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = container[(container.LastIndexOf('/') + 1)..],
                            ["properties"] = new JsonObject
                            {
                                ["image"] = "mcr.microsoft.com/azureimagebuilder/packerizer",
                                ["resources"] = new JsonObject
                                {
                                    ["requests"] = new JsonObject { ["cpu"] = 4, ["memoryInGB"] = 8 },
                                },
                            },
                        }
                    ),
                },
            }
        );
        inside.Put(
            InterfaceId(group, run),
            new JsonObject
            {
                ["location"] = location,
                ["tags"] = tags.Copy(),
                ["properties"] = new JsonObject
                {
                    ["ipConfigurations"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "ipconfig",
                            ["properties"] = new JsonObject { ["subnet"] = Subnet(profile) },
                        }
                    ),
                },
            }
        );
        inside.Put(
            DiskId(group, run),
            new JsonObject
            {
                ["location"] = location,
                ["tags"] = tags.Copy(),
                ["properties"] = new JsonObject
                {
                    ["osType"] = "Linux",
                    ["creationData"] = new JsonObject { ["createOption"] = "FromImage" },
                },
            }
        );
        inside.Put(
            BuildVmId(group, run),
            new JsonObject
            {
                ["location"] = location,
                ["tags"] = tags,
                ["properties"] = new JsonObject
                {
                    ["hardwareProfile"] = new JsonObject { ["vmSize"] = size },
                    ["storageProfile"] = new JsonObject
                    {
                        ["imageReference"] = ImageReference(store.Find(template.Id)!.Body.At("properties", "source")),
                        ["osDisk"] = new JsonObject
                        {
                            ["createOption"] = "FromImage",
                            ["managedDisk"] = new JsonObject { ["id"] = DiskId(group, run) },
                        },
                    },
                    ["networkProfile"] = new JsonObject
                    {
                        ["networkInterfaces"] = new JsonArray(new JsonObject { ["id"] = InterfaceId(group, run) }),
                    },
                },
            }
        );
    }

    private static JsonObject? Subnet(JsonNode? profile) =>
        profile.At("vnetConfig", "subnetId").Text() is { Length: > 0 } id ? new JsonObject { ["id"] = id } : null;

    private static JsonObject ImageReference(JsonNode? source) =>
        source.At("type").Text() switch
        {
            "PlatformImage" => new JsonObject
            {
                ["publisher"] = source.At("publisher")?.DeepClone(),
                ["offer"] = source.At("offer")?.DeepClone(),
                ["sku"] = source.At("sku")?.DeepClone(),
                ["version"] = source.At("exactVersion")?.DeepClone(),
            },
            "ManagedImage" => new JsonObject { ["id"] = source.At("imageId")?.DeepClone() },
            _ => new JsonObject { ["id"] = source.At("exactVersion")?.DeepClone() },
        };
}
