using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Settings;

namespace LocalAzure.Worlds;

/// <summary>The resources besides the network that a client's settings name, as in a world file.</summary>
internal static class ClientResources
{
    private const string Latest = "latest";

    /// <summary>The subscriptions of the resources that the settings name, other than the client's own.</summary>
    public static IEnumerable<string> OtherSubscriptions(ClientSettings client) =>
        new[] { client.BaseImageId, client.GalleryImageId, client.StagingGroupId, client.RolloutSubnetId }
            .OfType<string>()
            .Concat(client.RolloutGroupIds)
            .Select(id => ArmPath.Parse(id).SubscriptionId)
            .OfType<string>()
            .Where(id => !ArmPath.Same(id, client.SubscriptionId))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The resources, parents first, none twice.</summary>
    public static IReadOnlyList<JsonObject> Of(ClientSettings client)
    {
        string region = ClientWorld.RegionOf(client);
        List<JsonObject> resources = [];
        if (client.StagingGroupId is { } staging)
        {
            resources.Add(Resource(staging, region));
        }
        if (client.GalleryImageId is { } definition)
        {
            resources.AddRange(Definition(ArmPath.Parse(definition), client, region));
        }
        if (client.BaseImageId is { } image)
        {
            resources.AddRange(BaseImage(ArmPath.Parse(image), client, region));
        }
        if (client.SmokeSubnetId is { } subnet)
        {
            resources.AddRange(MachineSubnet(ArmPath.Parse(subnet), client, region, "10.42.0.128/26", "10.98.0"));
        }
        if (client.RolloutSubnetId is { } rollout)
        {
            resources.AddRange(MachineSubnet(ArmPath.Parse(rollout), client, region, "10.42.0.192/26", "10.97.0"));
        }
        resources.AddRange(client.RolloutGroupIds.Select(group => Resource(group, region)));
        return [.. resources.DistinctBy(resource => ArmPath.Parse(resource["id"].Text()!).Key)];
    }

    // The build's own subnets are in the sample. A further one of its network takes what the sample leaves there; another network has
    // nothing else.
    private static IEnumerable<JsonObject> MachineSubnet(
        ArmPath subnet,
        ClientSettings client,
        string region,
        string besideBuild,
        string elsewhere
    )
    {
        if (
            new[] { client.BuildSubnetId, client.ContainerSubnetId }.Any(own =>
                own is not null && ArmPath.Same(ArmPath.Parse(own).Key, subnet.Key)
            )
        )
        {
            return [];
        }
        if (client.BuildSubnetId is { } build && ArmPath.Same(ArmPath.Parse(build).Parent!.Key, subnet.Parent!.Key))
        {
            return client.ContainerSubnetId is null
                ? []
                : [Resource(subnet.Id, region, new JsonObject { ["addressPrefix"] = besideBuild })];
        }
        return
        [
            Group(subnet, region),
            Resource(
                subnet.Parent!.Id,
                region,
                new JsonObject
                {
                    ["addressSpace"] = new JsonObject { ["addressPrefixes"] = new JsonArray($"{elsewhere}.0/24") },
                    ["subnets"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = subnet.Name,
                            ["properties"] = new JsonObject { ["addressPrefix"] = $"{elsewhere}.0/26" },
                        },
                        new JsonObject
                        {
                            ["name"] = "AzureBastionSubnet",
                            ["properties"] = new JsonObject { ["addressPrefix"] = $"{elsewhere}.64/26" },
                        }
                    ),
                }
            ),
        ];
    }

    private static IEnumerable<JsonObject> BaseImage(ArmPath image, ClientSettings client, string region)
    {
        if (ArmPath.Same(image.Type, Images.TypeName))
        {
            return
            [
                Group(image, region),
                Resource(
                    image.Id,
                    region,
                    new JsonObject
                    {
                        ["hyperVGeneration"] = "V2",
                        ["storageProfile"] = new JsonObject
                        {
                            ["osDisk"] = new JsonObject { ["osType"] = "Linux", ["osState"] = "Generalized" },
                        },
                    }
                ),
            ];
        }
        ArmPath definition = image.Parent!;
        string version = ArmPath.Same(image.Name, Latest) ? "1.0.0" : image.Name;
        return
        [
            .. Definition(definition, client, region),
            Resource(
                $"{definition.Id}/versions/{version}",
                region,
                new JsonObject
                {
                    ["publishingProfile"] = new JsonObject
                    {
                        ["targetRegions"] = new JsonArray(
                            new JsonObject { ["name"] = region, ["regionalReplicaCount"] = 1 }
                        ),
                    },
                    ["storageProfile"] = new JsonObject
                    {
                        ["osDiskImage"] = new JsonObject { ["hostCaching"] = "ReadOnly" },
                    },
                }
            ),
        ];
    }

    private static IEnumerable<JsonObject> Definition(ArmPath definition, ClientSettings client, string region) =>
        [
            Group(definition, region),
            Resource(definition.Parent!.Id, region, []),
            Resource(
                definition.Id,
                region,
                new JsonObject
                {
                    ["osType"] = "Linux",
                    ["osState"] = "Generalized",
                    ["hyperVGeneration"] = "V2",
                    ["architecture"] = client.Architecture,
                    ["identifier"] = new JsonObject
                    {
                        ["publisher"] = "LocalAzure",
                        ["offer"] = definition.Parent!.Name,
                        ["sku"] = definition.Name,
                    },
                    ["features"] = new JsonArray(
                        new JsonObject { ["name"] = "SecurityType", ["value"] = "TrustedLaunchSupported" }
                    ),
                }
            ),
        ];

    private static JsonObject Group(ArmPath resource, string region) =>
        Resource($"/subscriptions/{resource.SubscriptionId}/resourceGroups/{resource.ResourceGroup}", region);

    private static JsonObject Resource(string id, string region, JsonObject? properties = null)
    {
        JsonObject resource = new() { ["id"] = id, ["location"] = region };
        if (properties is not null)
        {
            resource["properties"] = properties;
        }
        return resource;
    }
}
