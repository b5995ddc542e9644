using System.Text.Json.Nodes;
using Jumpbox.Customizer;
using Jumpbox.Naming;
using Jumpbox.Settings;
using Jumpbox.Tools;

namespace Jumpbox.Templates;

/// <summary>The parameters of the templates. Pure functions of settings, plan and content.</summary>
/// <param name="settings">The settings; subscription and tenant must be known.</param>
public sealed class TemplateValues(JumpboxSettings settings)
{
    /// <summary>The GUID of Azure's built-in role Reader, for a custom base image.</summary>
    public const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private const string NetworkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private readonly Names _names = new(settings);

    /// <summary>
    /// The GUIDs of Azure's built-in roles for operators who cannot define any: Network Contributor and Contributor.
    /// Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
    /// </summary>
    public static RoleGuids BuiltInRoles { get; } = new(NetworkContributor, Contributor);

    /// <summary>The parameters of <c>templates/roles.bicep</c>.</summary>
    public JsonObject ForRoles() =>
        new() { ["distribution"] = Distribution, ["imageSubscriptionId"] = _names.ImageScope.SubscriptionId };

    /// <summary>The parameters of <c>templates/identity.bicep</c>.</summary>
    /// <param name="roles">The roles to assign.</param>
    /// <param name="commit">The commit for the tag.</param>
    public JsonObject ForIdentity(RoleGuids roles, string commit)
    {
        ResourceId network = settings.Network.VirtualNetworkId;
        ResourceId image = _names.ImageScope;
        return new JsonObject
        {
            ["location"] = settings.Location,
            ["identityName"] = _names.Identity.Name,
            ["networkRoleGuid"] = roles.Network,
            ["imageRoleGuid"] = roles.Image,
            ["networkSubscriptionId"] = network.SubscriptionId,
            ["networkGroupName"] = network.ResourceGroup,
            ["virtualNetworkName"] = network.Name,
            ["imageSubscriptionId"] = image.SubscriptionId,
            ["imageGroupName"] = image.ResourceGroup,
            ["sourceGroupId"] = settings.Image.Base.ImageId?.Group.ToString() ?? "",
            ["stagingGroupId"] = settings.BuildVm.StagingResourceGroup?.ToString() ?? "",
            ["tags"] = Map(_names.Tags(commit)),
        };
    }

    /// <summary>The parameters of <c>templates/image.bicep</c>.</summary>
    /// <param name="plan">The steps inside the build VM.</param>
    /// <param name="baseImage">The base image at its exact version; null for a custom base image.</param>
    /// <param name="contentHash">The hash in the template's name and tag; zeros before it is known.</param>
    /// <param name="commit">The commit for the tag.</param>
    /// <param name="image">The image that is written; null for a VHD.</param>
    public JsonObject ForImage(
        CustomizerPlan plan,
        BaseImage? baseImage,
        string contentHash,
        string commit,
        ResourceId? image
    )
    {
        BuildVmSettings machine = settings.BuildVm;
        DistributionSettings distribute = settings.Image.Distribute;
        JsonObject steps = JsonNode.Parse(plan.ToJson())!.AsObject();
        return new JsonObject
        {
            ["location"] = settings.Location,
            ["imageTemplateName"] = _names.Template(contentHash).Name,
            ["identityId"] = _names.Identity.ToString(),
            ["basePublisher"] = baseImage?.Publisher ?? "",
            ["baseOffer"] = baseImage?.Offer ?? "",
            ["baseSku"] = baseImage?.Sku ?? "",
            ["baseVersion"] = baseImage?.Version ?? "",
            ["sourceImageId"] = settings.Image.Base.ImageId?.ToString() ?? "",
            ["customize"] = steps["customize"]!.DeepClone(),
            ["validate"] = steps["validate"]!.DeepClone(),
            ["onCustomizerError"] = machine.OnCustomizerError,
            ["vmSize"] = machine.Size,
            ["osDiskSizeGB"] = machine.OsDiskSizeGB,
            ["timeoutMinutes"] = machine.TimeoutMinutes,
            ["buildSubnetId"] = settings.Network.BuildSubnetId.ToString(),
            ["containerInstanceSubnetId"] = settings.Network.ContainerInstanceSubnetId?.ToString() ?? "",
            ["proxyVmSize"] = settings.Network.UsesPrivateLink ? machine.ProxySize ?? "" : "",
            ["stagingGroupId"] = machine.StagingResourceGroup?.ToString() ?? "",
            ["managedResourceTags"] = Map(
                new Dictionary<string, string>(_names.Tags(commit, contentHash))
                    .Concat(machine.ManagedResourceTags)
                    .GroupBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase)
                    .Select(tag => tag.Last())
            ),
            ["distribution"] = Distribution,
            ["managedImageId"] = distribute.Kind == DistributionKind.ManagedImage ? $"{image}" : "",
            ["galleryImageId"] = distribute.GalleryImageId?.ToString() ?? "",
            ["galleryVersion"] = distribute.Kind == DistributionKind.Gallery ? image!.Name : "",
            ["targetRegions"] = new JsonArray([.. Regions.Select(Target)]),
            ["replicationMode"] = settings.Gallery.IsShallow ? "Shallow" : "Full",
            ["runOutputName"] = _names.RunOutput,
            ["tags"] = Map(_names.Tags(commit, contentHash)),
        };
    }

    private string Distribution =>
        settings.Image.Distribute.Kind switch
        {
            DistributionKind.Gallery => "gallery",
            DistributionKind.Vhd => "vhd",
            _ => "managedImage",
        };

    private IReadOnlyList<string> Regions =>
        settings.Image.Distribute.Kind != DistributionKind.Gallery ? []
        : settings.Image.Distribute.ReplicationRegions.Count > 0 ? settings.Image.Distribute.ReplicationRegions
        : [settings.Location];

    // What is Azure's default is left out, as Azure may.
    private JsonObject Target(string region)
    {
        JsonObject target = new() { ["name"] = region };
        string name = Naming.Regions.Normalise(region);
        int replicas = Of(settings.Gallery.RegionReplicas, name, settings.Gallery.Replicas);
        string storage = Of(settings.Gallery.RegionStorageTypes, name, settings.Gallery.StorageType);
        if (replicas > 1)
        {
            target["replicaCount"] = replicas;
        }
        if (storage != "Standard_LRS")
        {
            target["storageAccountType"] = storage;
        }
        return target;
    }

    private static T Of<T>(IReadOnlyDictionary<string, T> map, string region, T otherwise) =>
        map.FirstOrDefault(entry => Naming.Regions.Same(entry.Key, region)) is { Key: not null } found
            ? found.Value
            : otherwise;

    /// <summary>Tags as the value of a parameter, in the order of their names.</summary>
    internal static JsonObject Map(IEnumerable<KeyValuePair<string, string>> tags) =>
        new(
            tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => KeyValuePair.Create<string, JsonNode?>(tag.Key, tag.Value))
        );
}

/// <summary>The roles that the builder's identity gets.</summary>
/// <param name="Network">The GUID of the role at the virtual network.</param>
/// <param name="Image">The GUID of the role at the image's group.</param>
public sealed record RoleGuids(string Network, string Image);
