using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

internal sealed class VirtualNetworks(
    ResourceContext context,
    PermissionCheck permissions,
    Subnets subnets,
    StoredType peerings
) : NetworkType(context, permissions, TypeName)
{
    public const string TypeName = "Microsoft.Network/virtualNetworks";
    private readonly InlineChildren[] _parts =
    [
        new(context.Store, "subnets", subnets),
        new(context.Store, "virtualNetworkPeerings", peerings),
    ];

    // Naming rules of Microsoft.Network: 2 to 64, starts with alphanumeric, ends with alphanumeric or underscore.
    protected override string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9_]$";

    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        foreach (InlineChildren part in _parts)
        {
            part.AddTo(body, resource);
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        JsonNode? space = body.At("properties", "addressSpace");
        List<JsonNode> prefixes = space.At("addressPrefixes").Items().ToList();
        if (prefixes.Count == 0 && !space.At("ipamPoolPrefixAllocations").Items().Any())
        {
            throw new ArmException(
                400,
                "NoAddressPrefixOrPoolProvided",
                $"The virtual network {request.Path.Id} needs properties.addressSpace.addressPrefixes, for example "
                    + "[\"10.0.0.0/16\"], or a pool.",
                "properties.addressSpace"
            );
        }
        foreach (JsonNode prefix in prefixes)
        {
            AddressPrefix.Parse(prefix.Text(), request.Path.Id);
        }
        foreach (InlineChildren part in _parts)
        {
            part.CheckForm(request, body);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        properties["resourceGuid"] = GuidOf(existing);
        properties["enableDdosProtection"] ??= false;
        foreach (InlineChildren part in _parts)
        {
            part.RemoveFrom(document);
        }
    }

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        foreach (InlineChildren part in _parts)
        {
            part.Store(request, body, stored);
        }
        Foresight.Apart(() => AddressPlan.Check(stored, subnets.Of(stored.Id)));
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing)
    {
        foreach (StoredResource subnet in subnets.Of(existing.Id))
        {
            subnets.CheckFree(subnet);
        }
    }

    protected override void Deleted(StoredResource resource) =>
        VirtualNetworkPeerings.Disconnect(Context.Store, resource.Id);

    // LocalAzure has no network managers, whose rules and configurations the lists would hold.
    protected override ArmResponse Act(ArmRequest request, string action)
    {
        _ = Find(request.Path) ?? throw NotFound(request.Path);
        return
            ArmPath.Same(action, "listNetworkManagerEffectiveSecurityAdminRules")
            || ArmPath.Same(action, "listNetworkManagerEffectiveConnectivityConfigurations")
            ? ArmResponse.Ok(new JsonObject { ["value"] = new JsonArray() })
            : throw Unsupported(request, action);
    }
}
