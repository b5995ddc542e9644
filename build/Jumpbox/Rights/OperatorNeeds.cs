using Jumpbox.Naming;
using Jumpbox.Settings;

namespace Jumpbox.Rights;

/// <summary>What the signed-in account must be allowed, target by target, at the scope where the target works.</summary>
public static class OperatorNeeds
{
    private const string Assignments = "Microsoft.Authorization/roleAssignments";
    private const string Templates = "Microsoft.VirtualMachineImages/imageTemplates";

    /// <summary>The actions for these settings, in the order of the chain.</summary>
    /// <param name="settings">The settings; the subscription is known.</param>
    /// <param name="builderGroupExists">Whether the builder group is there; otherwise it is made.</param>
    public static IReadOnlyList<RequiredAction> For(JumpboxSettings settings, bool builderGroupExists)
    {
        ArgumentNullException.ThrowIfNull(settings);
        string subscription = $"/subscriptions/{settings.SubscriptionId}";
        string builder = new Names(settings).BuilderGroup.ToString();
        string network = settings.Network.VirtualNetworkId.ToString();
        string image = BuilderNeeds.ImageScope(settings);
        List<RequiredAction> needs = [];
        void Need(string target, string scope, params string[] actions) =>
            needs.AddRange(actions.Select(action => new RequiredAction(target, scope, action)));

        if (settings.Roles.Kind == RoleKind.Custom)
        {
            Need(
                "Roles",
                subscription,
                "Microsoft.Authorization/roleDefinitions/read",
                "Microsoft.Authorization/roleDefinitions/write",
                "Microsoft.Resources/deployments/write"
            );
        }
        if (!builderGroupExists)
        {
            Need("Identity", subscription, "Microsoft.Resources/subscriptions/resourceGroups/write");
        }
        Need(
            "Identity",
            builder,
            "Microsoft.ManagedIdentity/userAssignedIdentities/read",
            "Microsoft.ManagedIdentity/userAssignedIdentities/write",
            "Microsoft.Resources/deployments/write"
        );
        foreach (string scope in Assigned(settings, network, image))
        {
            Need("Identity", scope, $"{Assignments}/read", $"{Assignments}/write");
        }
        Need(
            "Template",
            builder,
            $"{Templates}/read",
            $"{Templates}/write",
            $"{Templates}/delete",
            "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action"
        );
        Need("Build", builder, $"{Templates}/run/action", $"{Templates}/cancel/action");
        if (settings.Cleanup != CleanupLevel.None)
        {
            foreach (string scope in Assigned(settings, network, image))
            {
                Need("Cleanup", scope, $"{Assignments}/delete");
            }
        }
        return needs;
    }

    private static IEnumerable<string> Assigned(JumpboxSettings settings, string network, string image) =>
        settings.BuildVm.StagingResourceGroup is { } staging ? [network, image, staging.ToString()] : [network, image];
}
