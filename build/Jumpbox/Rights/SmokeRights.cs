using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Rights;

/// <summary>The permissions that Smoke needs.</summary>
public static class SmokeRights
{
    private const string VirtualMachines = "Microsoft.Compute/virtualMachines";

    private static readonly string[] OfMachine =
    [
        .. ThrowawayNeeds.OfMachine,
        $"{VirtualMachines}/instanceView/read",
        $"{VirtualMachines}/restart/action",
        $"{VirtualMachines}/retrieveBootDiagnosticsData/action",
        $"{VirtualMachines}/runCommands/delete",
    ];

    /// <summary>The permissions of the signed-in account; none where no machine is started.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings)
    {
        if (settings.Smoke is not { IsAsked: true, SubnetId: { } subnet })
        {
            return [];
        }
        List<RequiredAction> needs = [];
        void Need(string scope, IEnumerable<string> actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction("Smoke", scope, action)));

        Need(new Names(settings).BuilderGroup.ToString(), OfMachine);
        Need($"{subnet}", [ThrowawayNeeds.JoinSubnet]);
        Need($"/subscriptions/{settings.SubscriptionId}", ["Microsoft.Compute/skus/read"]);
        if (settings.Smoke.IdentityId is { } identity)
        {
            Need($"{identity}", ["Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"]);
        }
        Need(
            BuilderNeeds.ImageScope(settings),
            settings.Image.Distribute.Kind == DistributionKind.Gallery
                ? ["Microsoft.Compute/galleries/images/read", "Microsoft.Compute/galleries/images/versions/read"]
                : ["Microsoft.Compute/images/read"]
        );
        return needs;
    }

    /// <summary>What the signed-in account reads of the clusters; without it machines are started, the clusters' names are unknown,
    /// and kubectl does not follow them.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<RequiredAction> OfClusters(JumpboxSettings settings) =>
        settings.Smoke.IsAsked || settings.KubectlFollowsClusters
            ?
            [
                .. settings.Smoke.Clusters.Select(cluster => new RequiredAction(
                    settings.Smoke.IsAsked ? "Smoke" : "Update",
                    $"{cluster}",
                    "Microsoft.ContainerService/managedClusters/read"
                )),
            ]
            : [];
}
