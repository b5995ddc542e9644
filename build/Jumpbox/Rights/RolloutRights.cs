using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Rights;

/// <summary>
/// The permissions that Rollout needs. They are not those of the builder: it looks at them itself before it changes anything, because in CI
/// another identity runs it.
/// </summary>
public static class RolloutRights
{
    private const string Machines = "Microsoft.Compute/virtualMachines";
    private const string Sets = "Microsoft.Compute/virtualMachineScaleSets";
    private const string Interfaces = "Microsoft.Network/networkInterfaces";
    private const string Identities = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private const string Policies = "Microsoft.Security/locations/jitNetworkAccessPolicies";
    private const string Deployments = "Microsoft.Resources/deployments";

    private static readonly string[] OfSets =
    [
        $"{Sets}/read",
        $"{Sets}/write",
        $"{Sets}/delete",
        $"{Sets}/delete/action",
    ];

    // With a flexible set, its machines are resources of their own.
    private static readonly string[] OfMachines =
    [
        $"{Machines}/write",
        $"{Machines}/delete",
        $"{Machines}/instanceView/read",
        $"{Machines}/runCommands/read",
        $"{Machines}/runCommands/write",
        $"{Machines}/runCommands/delete",
    ];

    private static readonly string[] OfInstances =
    [
        $"{Sets}/virtualMachines/read",
        $"{Sets}/virtualMachines/instanceView/read",
        $"{Sets}/virtualMachines/runCommands/read",
        $"{Sets}/virtualMachines/runCommands/write",
        $"{Sets}/virtualMachines/runCommands/delete",
    ];

    private static readonly string[] OfCards =
    [
        $"{Interfaces}/read",
        $"{Interfaces}/write",
        $"{Interfaces}/delete",
        $"{Interfaces}/join/action",
    ];

    /// <summary>The permissions of the signed-in account; none without machines.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings)
    {
        RolloutSettings rollout = settings.Rollout;
        if (rollout is not { IsAsked: true, SubnetId: { } subnet })
        {
            return [];
        }
        List<RequiredAction> needs = [];
        void Need(string scope, params IEnumerable<string> actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction("Rollout", scope, action)));

        string group = $"{rollout.Group}";
        // Two rollouts at once see one another in the builder's group.
        Need($"{new Names(settings).BuilderGroup}", $"{Deployments}/read", $"{Deployments}/write");
        Need(
            group,
            $"{Deployments}/read",
            $"{Deployments}/write",
            "Microsoft.Resources/tags/write",
            $"{Machines}/read",
            $"{Sets}/read"
        );
        Need(group, Actions(rollout.Kind));
        Need($"{subnet}", ThrowawayNeeds.JoinSubnet);
        Need($"{subnet.Parent}", "Microsoft.Network/virtualNetworks/read");
        Need(
            $"/subscriptions/{subnet.SubscriptionId}",
            "Microsoft.Compute/skus/read",
            "Microsoft.Compute/locations/usages/read"
        );
        Need(
            BuilderNeeds.ImageScope(settings),
            settings.Image.Distribute.Kind == DistributionKind.Gallery
                ? ["Microsoft.Compute/galleries/images/read", "Microsoft.Compute/galleries/images/versions/read"]
                : ["Microsoft.Compute/images/read"]
        );
        if (rollout.IdentityId is { } identity)
        {
            Need($"{identity}", $"{Identities}/read", $"{Identities}/assign/action");
        }
        if (rollout.CreatesIdentity)
        {
            Need(group, $"{Identities}/read", $"{Identities}/write", $"{Identities}/assign/action");
        }
        foreach (ResourceId scope in rollout.Roles.Select(role => role.Group).Distinct())
        {
            Need(
                $"{scope}",
                $"{Deployments}/write",
                "Microsoft.Authorization/roleAssignments/read",
                "Microsoft.Authorization/roleAssignments/write"
            );
        }
        if (rollout.WorkspaceId is { } workspace)
        {
            Need(
                group,
                "Microsoft.Insights/dataCollectionRules/read",
                "Microsoft.Insights/dataCollectionRules/write",
                "Microsoft.Insights/dataCollectionRuleAssociations/write"
            );
            Need($"{workspace}", "Microsoft.OperationalInsights/workspaces/read");
        }
        if (rollout.HasJustInTime)
        {
            Need(group, $"{Policies}/read", $"{Policies}/write");
            Need($"/subscriptions/{subnet.SubscriptionId}", "Microsoft.Security/pricings/read");
        }
        if (rollout.BastionSku is not null)
        {
            Need(group, "Microsoft.Network/bastionHosts/read", "Microsoft.Network/bastionHosts/write");
        }
        if (rollout.HasOwnBastionHost)
        {
            Need(
                group,
                "Microsoft.Network/publicIPAddresses/read",
                "Microsoft.Network/publicIPAddresses/write",
                "Microsoft.Network/publicIPAddresses/join/action"
            );
            Need($"{subnet.Parent}/subnets/AzureBastionSubnet", ThrowawayNeeds.JoinSubnet);
        }
        return [.. needs.Distinct()];
    }

    private static IEnumerable<string> Actions(RolloutKind kind) =>
        kind switch
        {
            RolloutKind.Uniform => [.. OfSets, .. OfInstances],
            RolloutKind.Flexible => [.. OfSets, .. OfMachines, .. OfCards],
            _ =>
            [
                .. OfMachines,
                .. OfCards,
                $"{Machines}/extensions/read",
                $"{Machines}/extensions/write",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/disks/delete",
            ],
        };
}
