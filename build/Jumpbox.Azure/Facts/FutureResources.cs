using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// The resources that the pipeline and Azure Image Builder will create, in the form for policy evaluation. Source for the
/// service's resources: Azure Image Builder, "isolated image builds" and "networking options".
/// </summary>
internal static class FutureResources
{
    private const string NetworkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";

    public static IEnumerable<FutureResource> For(JumpboxSettings settings)
    {
        Names names = new(settings);
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        string staging =
            settings.BuildVm.StagingResourceGroup?.ToString() ?? $"{subscription}/resourceGroups/IT_jumpbox_staging";
        foreach (ResourceId group in new[] { names.BuilderGroup, names.ImageGroup }.Distinct())
        {
            yield return new(
                new($"the resource group {group.Name}", CreatedKind.Group, subscription, group),
                Resource("Microsoft.Resources/subscriptions/resourceGroups", group.Name, Ours(), [])
            );
        }
        if (settings.BuildVm.StagingResourceGroup is null)
        {
            yield return new(
                new("the staging group", CreatedKind.StagingGroup, subscription),
                Resource("Microsoft.Resources/subscriptions/resourceGroups", "IT_jumpbox_staging", Transient(), [])
            );
        }
        yield return InStaging(
            "storage account",
            "Microsoft.Storage/storageAccounts",
            Storage(),
            CreatedKind.StorageAccount
        );
        yield return Machine("build VM", settings.BuildVm.Size, CreatedKind.BuildVm);
        foreach (string size in settings.BuildVm.FallbackSizes)
        {
            yield return Machine($"fallback VM of size {size}", size, CreatedKind.FallbackVm);
        }
        yield return InStaging("network interface", "Microsoft.Network/networkInterfaces", []);
        yield return InStaging("disk", "Microsoft.Compute/disks", []);
        yield return InStaging("container instance", "Microsoft.ContainerInstance/containerGroups", Container());
        if (settings.Network.UsesPrivateLink)
        {
            if (settings.BuildVm.ProxySize is { } proxy)
            {
                yield return Machine("proxy VM", proxy, CreatedKind.ProxyVm);
            }
            yield return InStaging("virtual network", "Microsoft.Network/virtualNetworks", []);
            yield return InStaging("private link service", "Microsoft.Network/privateLinkServices", []);
            yield return InStaging("private endpoint", "Microsoft.Network/privateEndpoints", []);
            yield return InStaging("network security group", "Microsoft.Network/networkSecurityGroups", []);
            yield return InStaging("load balancer", "Microsoft.Network/loadBalancers", []);
        }
        yield return InBuilder("the builder's identity", names.Identity, []);
        yield return InBuilder("the image template", names.Template(new string('0', 64)), []);
        if (names.Image(new string('0', 64)) is { } image)
        {
            yield return new(
                new("the image", CreatedKind.Image, image.Group.ToString()),
                Resource(image.Type, image.Name, Ours(), [])
            );
        }

        foreach (FutureResource role in settings.Roles.AreAssignedBefore ? [] : Roles())
        {
            yield return role;
        }

        // Their names follow from Bicep functions; a policy looks at the kind and the role.
        IEnumerable<FutureResource> Roles()
        {
            const string zeros = "00000000-0000-0000-0000-000000000000";
            const string type = "Microsoft.Authorization";
            if (settings.Roles.Kind == RoleKind.Custom)
            {
                JsonObject definition = new()
                {
                    ["type"] = "CustomRole",
                    ["roleName"] = "Jump box image builder: network joiner",
                    ["assignableScopes"] = new JsonArray(subscription),
                };
                yield return new(
                    new("the role definitions", CreatedKind.RoleDefinitions, subscription),
                    Extension($"{type}/roleDefinitions", zeros, definition)
                );
            }
            JsonObject assignment = new()
            {
                ["principalType"] = "ServicePrincipal",
                ["roleDefinitionId"] =
                    $"{subscription}/providers/{type}/roleDefinitions/{(settings.Roles.Kind == RoleKind.Custom ? zeros : NetworkContributor)}",
            };
            yield return new(
                new(
                    $"the role assignment at {settings.Network.VirtualNetworkId.Name}",
                    CreatedKind.RoleAssignment,
                    settings.Network.VirtualNetworkId.Group.ToString()
                ),
                Extension($"{type}/roleAssignments", zeros, assignment)
            );
        }

        FutureResource InStaging(
            string what,
            string type,
            JsonObject properties,
            CreatedKind kind = CreatedKind.InStaging
        ) =>
            new(
                new($"the staging group's {what}", kind, staging),
                Resource(type, "jumpboxstaging", Transient(), properties)
            );

        FutureResource Machine(string what, string size, CreatedKind kind) =>
            InStaging(
                what,
                "Microsoft.Compute/virtualMachines",
                new() { ["hardwareProfile"] = new JsonObject { ["vmSize"] = size } },
                kind
            );

        FutureResource InBuilder(string what, ResourceId id, JsonObject properties) =>
            new(
                new(what, CreatedKind.Builder, names.BuilderGroup.ToString()),
                Resource(id.Type, id.Name, Ours(), properties)
            );

        JsonObject Transient() => JsonWriting.Tags(settings.BuildVm.ManagedResourceTags);

        JsonObject Ours() =>
            JsonWriting.Tags(
                new Dictionary<string, string>(settings.Tags)
                {
                    [TagNames.Owner] = names.Owner,
                    [TagNames.ContentHash] = new string('0', 64),
                    [TagNames.Commit] = new string('0', 40),
                }
            );

        JsonObject Resource(string type, string name, JsonObject tags, JsonObject properties)
        {
            JsonObject resource = new()
            {
                ["type"] = type,
                ["name"] = name,
                ["location"] = settings.Location,
                ["tags"] = tags,
            };
            if (properties.Count > 0)
            {
                resource["properties"] = properties;
            }
            return resource;
        }
    }

    // Without location and tags.
    private static JsonObject Extension(string type, string name, JsonObject properties) =>
        new()
        {
            ["type"] = type,
            ["name"] = name,
            ["properties"] = properties,
        };

    // The service accesses the account by key over its public endpoint; there is no setting to disable that.
    private static JsonObject Storage() =>
        new()
        {
            ["allowSharedKeyAccess"] = true,
            ["allowBlobPublicAccess"] = false,
            ["publicNetworkAccess"] = "Enabled",
            ["networkAcls"] = new JsonObject { ["defaultAction"] = "Allow" },
            ["minimumTlsVersion"] = "TLS1_2",
            ["supportsHttpsTrafficOnly"] = true,
        };

    private static JsonObject Container() => new() { ["osType"] = "Linux", ["sku"] = "Standard" };
}
