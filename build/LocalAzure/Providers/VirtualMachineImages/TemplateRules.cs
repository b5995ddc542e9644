using System.Text.Json.Nodes;
using LocalAzure.Arm;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The service's checks beyond the schema when a template is submitted (reference of the image template's properties,
/// azure-compute-docs linux/image-builder-json.md). All problems are reported.
/// </summary>
internal static class TemplateRules
{
    /// <summary>Timeouts from 1 to 5 cause a JSON web token that expires before the build does.</summary>
    private const int LeastTimeout = 6;

    public static IEnumerable<ArmError> Check(JsonObject body)
    {
        JsonObject properties = body["properties"].Object() ?? [];
        return Identity(body["identity"])
            .Concat(Timeout(properties))
            .Concat(Steps(properties["customize"], "customize", "customizer"))
            .Concat(Steps(properties.At("validate", "inVMValidations"), "validate.inVMValidations", "validator"))
            .Concat(Network(properties.At("vmProfile", "vnetConfig").Object()))
            .Concat(Distribution(properties["distribute"]))
            .Concat(Staging(properties));
    }

    private static IEnumerable<ArmError> Identity(JsonNode? identity)
    {
        int given = identity.At("userAssignedIdentities").Object()?.Count ?? 0;
        if (ArmPath.Same(identity.At("type").Text(), "UserAssigned") && given != 1)
        {
            yield return Problem(
                "InvalidIdentity",
                "identity.userAssignedIdentities",
                $"An image template works as exactly one user-assigned identity; {given} are given."
            );
        }
    }

    private static IEnumerable<ArmError> Timeout(JsonObject properties)
    {
        if (properties["buildTimeoutInMinutes"].Number() is > 0 and < LeastTimeout and var minutes)
        {
            yield return Problem(
                "InvalidParameter",
                "properties.buildTimeoutInMinutes",
                $"buildTimeoutInMinutes is {minutes}: client_jwt will expire within 5 minutes. "
                    + $"The value must be 0 for the default of 240, or from {LeastTimeout} to 960."
            );
        }
    }

    private static IEnumerable<ArmError> Steps(JsonNode? steps, string at, string kind)
    {
        foreach ((int index, JsonNode? step) in steps.Items().Index())
        {
            string? type = step["type"].Text();
            if (type is not ("Shell" or "PowerShell"))
            {
                if (type == "File" && string.IsNullOrEmpty(step["sourceUri"].Text()))
                {
                    yield return Problem(
                        "NoCustomizerScript",
                        $"{at}[{index}]",
                        $"The File {kind} {index} has no sourceUri."
                    );
                }
                continue;
            }
            bool inline = step["inline"].Items().Any();
            bool uri = !string.IsNullOrEmpty(step["scriptUri"].Text());
            if (inline == uri)
            {
                yield return Problem(
                    kind == "customizer" ? "NoCustomizerScript" : "NoValidatorScript",
                    $"{at}[{index}]",
                    $"The {type} {kind} '{step["name"].Text() ?? $"{index}"}' has "
                        + (inline ? "both inline and scriptUri" : "neither inline nor scriptUri")
                        + "; give exactly one."
                );
            }
        }
    }

    private static IEnumerable<ArmError> Network(JsonObject? network)
    {
        string? build = network?["subnetId"].Text();
        string? container = network?["containerInstanceSubnetId"].Text();
        if (string.IsNullOrEmpty(container))
        {
            yield break;
        }
        const string at = "properties.vmProfile.vnetConfig";
        if (string.IsNullOrEmpty(build))
        {
            yield return Problem("InvalidParameter", at, "containerInstanceSubnetId is given without subnetId.");
        }
        else if (!ArmPath.Same(ArmPath.Parse(build).Parent?.Id, ArmPath.Parse(container).Parent?.Id))
        {
            yield return Problem(
                "InvalidParameter",
                at,
                "containerInstanceSubnetId and subnetId are of different virtual networks."
            );
        }
        else if (ArmPath.Same(build, container))
        {
            yield return Problem("InvalidParameter", at, "containerInstanceSubnetId and subnetId are the same subnet.");
        }
        if (network?["proxyVmSize"] is not null)
        {
            yield return Problem(
                "InvalidParameter",
                at,
                "proxyVmSize must not be specified if containerInstanceSubnetId is specified: no proxy VM is deployed."
            );
        }
    }

    private static IEnumerable<ArmError> Distribution(JsonNode? distribute)
    {
        if (!distribute.Items().Any())
        {
            yield return Problem(
                "BadDistributeType",
                "properties.distribute",
                "At least one distribution target is required."
            );
        }
        IEnumerable<IGrouping<string?, JsonNode>> twice = distribute
            .Items()
            .GroupBy(d => d["runOutputName"].Text(), StringComparer.OrdinalIgnoreCase)
            .Where(g => g.Key is not null && g.Count() > 1);
        foreach (IGrouping<string?, JsonNode> group in twice)
        {
            yield return Problem(
                "InvalidParameter",
                "properties.distribute",
                $"The runOutputName '{group.Key}' is given {group.Count()} times."
            );
        }
        foreach (JsonNode shared in distribute.Items().Where(d => d["type"].Text() == "SharedImage"))
        {
            if (shared["replicationRegions"].Items().Any() && shared["targetRegions"].Items().Any())
            {
                yield return Problem(
                    "BadSharedImageDistribute",
                    "properties.distribute",
                    $"The gallery target '{shared["galleryImageId"].Text()}' has both targetRegions and replicationRegions."
                );
            }
        }
    }

    private static IEnumerable<ArmError> Staging(JsonObject properties)
    {
        string? group = properties["stagingResourceGroup"].Text();
        if (!string.IsNullOrEmpty(group) && ArmPath.Parse(group) is { ResourceGroup: null } or { InProvider: true })
        {
            yield return Problem(
                "BadStagingResourceGroup",
                "properties.stagingResourceGroup",
                $"'{group}' is not the id of a resource group."
            );
        }
    }

    private static ArmError Problem(string code, string target, string message) => new(code, message, target);
}
