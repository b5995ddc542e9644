using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Network;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// What a scale set must have. Its instances are judged like machines. Sources: azure-compute-docs,
/// virtual-machine-scale-sets-orchestration-modes.md; Azure/bicep-registry-modules#2671 (identity and networkApiVersion by mode);
/// gbowerman/azure-myriad#30 (a rolling upgrade needs health). What a flexible set misses is refused in the service's general form,
/// because that error is not documented.
/// </summary>
internal sealed class ScaleSetRules(ResourceStore store, PermissionCheck permissions)
{
    private const string Join = "Microsoft.Network/virtualNetworks/subnets/join/action";
    private const string JoinGroup = "Microsoft.Network/networkSecurityGroups/join/action";

    /// <exception cref="ArmException">400 for the first rule that is broken by the body alone.</exception>
    public static void CheckForm(JsonObject body)
    {
        bool isFlexible = ScaleSetModel.IsFlexible(body);
        JsonNode? profile = ScaleSetModel.Profile(body);
        if (ScaleSetModel.Capacity(body) < 0)
        {
            throw Invalid("The value of parameter 'sku.capacity' is invalid.", "sku.capacity");
        }
        if (isFlexible)
        {
            CheckFlexible(body, profile);
        }
        else if (profile.At("networkProfile", "networkApiVersion") is not null)
        {
            throw new ArmException(
                400,
                "BadRequest",
                "Could not find member 'networkApiVersion' on object of type 'VMScaleSetNetworkProfile'. Path "
                    + "'properties.virtualMachineProfile.networkProfile.networkApiVersion'."
            );
        }
        if (body.At("sku", "name").Text() is not null)
        {
            CheckMachine(body, profile);
        }
        if (
            body.At("properties", "upgradePolicy", "rollingUpgradePolicy", "rollbackFailedInstancesOnPolicyBreach")
                .Flag() == true
        )
        {
            throw new ArmException(
                501,
                "NotModelled",
                "LocalAzure does not model rollbackFailedInstancesOnPolicyBreach of a rolling upgrade."
            );
        }
        if (ArmPath.Same(ScaleSetModel.Mode(body), "Rolling") && !HasHealth(body, isFlexible))
        {
            throw new ArmException(
                400,
                "BadRequest",
                "Rolling Upgrade mode is not supported for this Virtual Machine Scale Set because a health probe or health extension was not "
                    + "provided."
            );
        }
    }

    /// <exception cref="ArmException">The model does not fit what exists, or may not use it.</exception>
    public void Check(ArmRequest request, JsonObject body, StoredResource? existing, int more)
    {
        // The mode is fixed at creation: the same page. The code is that of other members that cannot change.
        if (existing is not null && ScaleSetModel.IsFlexible(existing.Body) != ScaleSetModel.IsFlexible(body))
        {
            throw new ArmException(
                409,
                "PropertyChangeNotAllowed",
                "Changing property 'orchestrationMode' is not allowed.",
                "orchestrationMode"
            );
        }
        MachineRules.CheckIdentities(permissions, request, body);
        if (body.At("sku", "name").Text() is null)
        {
            return;
        }
        Foresight.Apart(() => ExtensionCatalogue.Check(ScaleSetModel.Extensions(body)));
        JsonObject machine = ScaleSetModel.Machine(body, "x");
        Foresight.Apart(() => MachineRules.CheckOffer(store, machine));
        Foresight.Apart(() => MachineForms.Check(store, machine, more));
        foreach (JsonNode card in ScaleSetModel.Cards(body))
        {
            Foresight.Apart(() => CheckLinked(request, card.At("properties", "networkSecurityGroup"), JoinGroup));
        }
        foreach (JsonNode address in ScaleSetModel.Addresses(body))
        {
            Foresight.Apart(() => CheckLinked(request, address.At("properties", "subnet"), Join));
        }
    }

    private static void CheckFlexible(JsonObject body, JsonNode? profile)
    {
        string identity = body.At("identity", "type").Text() ?? "";
        if (identity.Contains("SystemAssigned", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid(
                $"The value '{identity}' of parameter 'identity' is not allowed. Allowed values are: UserAssigned, None.",
                "identity"
            );
        }
        if (body.At("properties", "platformFaultDomainCount") is null)
        {
            throw Missing("platformFaultDomainCount");
        }
        if (body.At("properties", "overprovision").Flag() == true)
        {
            throw Invalid(
                "The value 'True' of parameter 'overprovision' is not allowed. Allowed values are: False.",
                "overprovision"
            );
        }
        if (
            profile.At("networkProfile") is { } network
            && network.At("networkApiVersion") is null
            && network.At("networkInterfaceConfigurations").Items().Any()
        )
        {
            throw Missing("virtualMachineProfile.networkProfile.networkApiVersion");
        }
    }

    private static void CheckMachine(JsonObject body, JsonNode? profile)
    {
        if (profile is null)
        {
            if (ScaleSetModel.Capacity(body) > 0)
            {
                throw Missing("virtualMachineProfile");
            }
            return;
        }
        if (!ScaleSetModel.Cards(body).Any())
        {
            throw Missing("virtualMachineProfile.networkProfile.networkInterfaceConfigurations");
        }
        if (ScaleSetModel.Addresses(body).Any(one => one.At("properties", "subnet", "id").Text() is null))
        {
            throw Missing("networkInterfaceConfigurations.ipConfigurations.subnet");
        }
        foreach (
            JsonNode? own in ScaleSetModel
                .Addresses(body)
                .Select(one => one.At("properties", "publicIPAddressConfiguration"))
        )
        {
            PublicIpAddresses.CheckIdleTimeout(own.At("properties"), own.At("name").Text() ?? "");
        }
        if (profile.At("osProfile") is not null && profile.At("osProfile", "computerNamePrefix").Text() is null)
        {
            throw Missing("osProfile.computerNamePrefix");
        }
        MachineRules.Check(ScaleSetModel.Machine(body, "x"));
    }

    // Flexible sets take the extension only: the same page.
    private static bool HasHealth(JsonObject body, bool isFlexible) =>
        ScaleSetModel.Extensions(body).Any(one => ExtensionCatalogue.IsHealth(one.At("properties")))
        || !isFlexible && ScaleSetModel.Profile(body).At("networkProfile", "healthProbe") is not null;

    private void CheckLinked(ArmRequest request, JsonNode? reference, string action)
    {
        if (reference.At("id").Text() is not { } id)
        {
            return;
        }
        if (store.Find(id) is null)
        {
            throw MachineRules.MissingReference(request, id, "networkInterfaceConfigurations");
        }
        MachineRules.DemandLinked(permissions, request, action, id);
    }

    private static ArmException Missing(string name) =>
        Invalid($"Required parameter '{name}' is missing (null).", name);

    private static ArmException Invalid(string message, string target) => new(400, "InvalidParameter", message, target);
}
