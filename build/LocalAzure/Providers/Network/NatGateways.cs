using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>NAT gateways: the explicit outbound access of a private subnet.</summary>
internal sealed class NatGateways(ResourceContext context, PermissionCheck permissions)
    : NetworkType(context, permissions, "Microsoft.Network/natGateways")
{
    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        JsonArray subnets = ReferencesTo(resource.Id, Subnets.TypeName, "natGateway");
        if (subnets.Count > 0)
        {
            body.Ensure("properties")["subnets"] = subnets;
        }
        return body;
    }

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (body.At("sku", "name").Text() is null && !request.Caller.IsSystem)
        {
            throw new ArmException(
                400,
                "MissingSku",
                $"The NAT gateway {request.Path.Id} needs sku.name, for example Standard.",
                "sku"
            );
        }
        // NAT gateway resource, "TCP idle timeout" and "Availability zones"; the codes are not documented.
        if (body.At("properties", "idleTimeoutInMinutes") is { } timeout && timeout.Number() is < 4 or > 120)
        {
            throw new ArmException(
                400,
                "NatGatewayIdleTimeoutOutOfRange",
                $"The idle timeout {timeout} of the NAT gateway {request.Path.Id} must be 4 to 120 minutes.",
                "properties.idleTimeoutInMinutes"
            );
        }
        if (body.At("zones").Items().Count() > 1 && ArmPath.Same(body.At("sku", "name").Text(), "Standard"))
        {
            throw new ArmException(
                400,
                "NatGatewayMultipleZones",
                $"The NAT gateway {request.Path.Id} of SKU Standard is in one zone or in none.",
                "zones"
            );
        }
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        base.Check(request, body, existing);
        foreach (JsonNode address in body.At("properties", "publicIpAddresses").Items())
        {
            CheckReference(request, address, "Microsoft.Network/publicIPAddresses/join/action");
        }
        foreach (JsonNode prefix in body.At("properties", "publicIpPrefixes").Items())
        {
            CheckReference(request, prefix, "Microsoft.Network/publicIPPrefixes/join/action");
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Ensure("properties").Remove("subnets");
        document.Ensure("properties")["idleTimeoutInMinutes"] ??= 4;
        document.Ensure("properties")["resourceGuid"] = GuidOf(existing);
    }

    protected override void CheckDelete(ArmRequest request, StoredResource existing) =>
        CheckUnused(
            existing,
            "InUseNatGatewayCannotBeDeleted",
            "NAT gateway",
            ReferencesTo(existing.Id, Subnets.TypeName, "natGateway")
        );
}
