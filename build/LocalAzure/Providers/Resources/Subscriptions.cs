using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Resources;

/// <summary>GET /subscriptions and /subscriptions/{id}.</summary>
internal sealed class Subscriptions(ResourceContext context, PermissionCheck permissions)
    : ResourceType(context, "Microsoft.Resources/subscriptions", ResourcesVersions.Subscriptions)
{
    // The list has what the caller can see; it is never refused.
    public override string? ActionOf(ArmRequest request) => request.Path.IsCollection ? null : $"{Name}/read";

    protected override ArmResponse List(ArmRequest request) =>
        ArmResponse.List(
            Context
                .Store.OfType(Name)
                .Where(s =>
                    permissions.IsAllowed(request.Caller, $"{Name}/read", s.Id)
                    || permissions.HasRoleBelow(request.Caller, s.Id)
                )
                .Select(s => (JsonNode)s.Body)
        );

    protected override ArmResponse Get(ArmRequest request) => ArmResponse.Ok(Context.Store.Find(request.Path.Id)!.Body);
}
