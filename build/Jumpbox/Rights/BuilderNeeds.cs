using Jumpbox.Settings;

namespace Jumpbox.Rights;

/// <summary>
/// The permissions that the builder's identity needs. Azure checks the image actions only when the finished image is
/// written. Source: Azure Image Builder, "configure permissions" and "imageTemplates reference", stagingResourceGroup.
/// </summary>
internal static class BuilderNeeds
{
    /// <summary>Returns the actions for the settings.</summary>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings)
    {
        string network = settings.Network.VirtualNetworkId.ToString();
        List<RequiredAction> needs =
        [
            new("attach the build VM", network, "Microsoft.Network/virtualNetworks/read"),
            new("attach the build VM", network, "Microsoft.Network/virtualNetworks/subnets/join/action"),
        ];
        string group = ImageScope(settings);
        needs.AddRange(
            Actions(settings.Image.Distribute.Kind)
                .Select(action => new RequiredAction("write the finished image", group, action))
        );
        if (settings.Image.Base.ImageId is { } source)
        {
            string read = source.IsOfType("Microsoft.Compute/images")
                ? "Microsoft.Compute/images/read"
                : "Microsoft.Compute/galleries/images/versions/read";
            needs.Add(new("read the base image", source.ToString(), read));
        }
        if (settings.BuildVm.StagingResourceGroup is { } staging)
        {
            needs.AddRange(
                StagingActions.Select(action => new RequiredAction("work in the staging group", $"{staging}", action))
            );
        }
        return needs;
    }

    /// <summary>Returns the scope of the group of the finished image.</summary>
    public static string ImageScope(JumpboxSettings settings) =>
        settings.Image.Distribute.GalleryImageId is { } definition
            ? definition.Group.ToString()
            : ResourceId.ForGroup(settings.SubscriptionId, settings.ResourceGroups.Image).ToString();

    // The service creates these in a custom staging group; Contributor includes them all.
    private static readonly string[] StagingActions =
    [
        "Microsoft.Storage/storageAccounts/write",
        "Microsoft.Compute/virtualMachines/write",
        "Microsoft.Network/networkInterfaces/write",
        "Microsoft.ContainerInstance/containerGroups/write",
        "Microsoft.Resources/deployments/write",
    ];

    private static string[] Actions(DistributionKind kind) =>
        kind switch
        {
            DistributionKind.ManagedImage =>
            [
                "Microsoft.Compute/images/read",
                "Microsoft.Compute/images/write",
                "Microsoft.Compute/images/delete",
            ],
            DistributionKind.Gallery =>
            [
                "Microsoft.Compute/galleries/read",
                "Microsoft.Compute/galleries/images/read",
                "Microsoft.Compute/galleries/images/versions/read",
                "Microsoft.Compute/galleries/images/versions/write",
            ],
            _ => [],
        };
}

/// <summary>A required permission.</summary>
/// <param name="For">The target that needs it, for example <c>Template</c>, or the builder's purpose.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Action">For example <c>Microsoft.Compute/images/write</c>.</param>
/// <param name="Optional">Whether there is an alternative.</param>
public sealed record RequiredAction(string For, string Scope, string Action, bool Optional = false);
