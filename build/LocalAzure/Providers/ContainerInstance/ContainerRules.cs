using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>
/// What a container group must have. The codes InvalidOsType and ResourceRequestsNotSpecified are quoted in
/// MicrosoftLearning/mslearn-azure-developer#67, SubnetMissingRequiredDelegation in the troubleshooting guide of Azure VM Image
/// Builder; the others are not documented.
/// </summary>
internal static class ContainerRules
{
    private const string Delegation = "Microsoft.ContainerInstance/containerGroups";

    private static readonly string[] Restarts = ["Always", "OnFailure", "Never"];

    /// <exception cref="ArmException">400, for the first rule that is broken.</exception>
    public static void Check(string name, JsonObject body)
    {
        JsonNode? properties = body["properties"];
        string system = properties.At("osType").Text() ?? "";
        if (!ArmPath.Same(system, "Linux") && !ArmPath.Same(system, "Windows"))
        {
            throw Refused(
                "InvalidOsType",
                $"The 'osType' for container group '{name}' is invalid: '{system}'. The value must be one of 'Windows,Linux'."
            );
        }
        List<JsonNode> containers = properties.At("containers").Items().ToList();
        if (containers.Count == 0)
        {
            throw Refused("MissingContainers", $"The container group '{name}' has no containers.");
        }
        string restart = properties.At("restartPolicy").Text() ?? "Always";
        if (!Restarts.Contains(restart, StringComparer.OrdinalIgnoreCase))
        {
            throw Refused(
                "InvalidRestartPolicy",
                $"The 'restartPolicy' of container group '{name}' is invalid: '{restart}'. It must be one of "
                    + $"{string.Join(", ", Restarts)}."
            );
        }
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonNode container in containers)
        {
            CheckContainer(name, container, names);
        }
        CheckPorts(name, properties, containers);
        CheckVolumes(name, properties, containers);
    }

    /// <exception cref="ArmException">400: a subnet does not exist or is not delegated.</exception>
    public static void CheckSubnets(ResourceStore store, JsonObject body)
    {
        foreach (string id in body.At("properties", "subnetIds").Items().Select(s => s.At("id").Text() ?? ""))
        {
            JsonNode? subnet = store.Find(id)?.Body["properties"];
            if (subnet is null)
            {
                throw Refused("SubnetNotFound", $"The subnet '{id}' was not found.");
            }
            if (
                !subnet
                    .At("delegations")
                    .Items()
                    .Any(d => ArmPath.Same(d.At("properties", "serviceName").Text(), Delegation))
            )
            {
                throw Refused(
                    "SubnetMissingRequiredDelegation",
                    $"Subnet {id} requires any of the following delegation(s) [{Delegation}] to reference service association link."
                );
            }
        }
    }

    private static void CheckContainer(string group, JsonNode container, HashSet<string> names)
    {
        string name = container.At("name").Text() ?? "";
        if (name.Length == 0 || !names.Add(name))
        {
            throw Refused(
                "InvalidContainerName",
                $"The name '{name}' of a container in group '{group}' is missing or not unique."
            );
        }
        if (string.IsNullOrEmpty(container.At("properties", "image").Text()))
        {
            throw Refused("MissingImage", $"The container '{name}' in container group '{group}' has no image.");
        }
        JsonNode? requests = container.At("properties", "resources", "requests");
        if (requests is null)
        {
            throw Refused(
                "ResourceRequestsNotSpecified",
                $"The resource requests are not specified for container '{name}' in container group '{group}'."
            );
        }
        if (requests.At("cpu") is null || requests.At("memoryInGB") is null)
        {
            throw Refused(
                "ResourceSomeRequestsNotSpecified",
                $"The resource requests 'cpu' and 'memoryInGB' must both be specified for container '{name}' in container group "
                    + $"'{group}'."
            );
        }
    }

    private static void CheckPorts(string group, JsonNode? properties, List<JsonNode> containers)
    {
        HashSet<int?> open =
        [
            .. containers.SelectMany(c => c.At("properties", "ports").Items()).Select(p => p.At("port").Number()),
        ];
        foreach (int? port in properties.At("ipAddress", "ports").Items().Select(p => p.At("port").Number()))
        {
            if (!open.Contains(port))
            {
                throw Refused(
                    "PortsNotExposedInContainers",
                    $"The port {port} of the IP address of container group '{group}' is not exposed by a container."
                );
            }
        }
    }

    private static void CheckVolumes(string group, JsonNode? properties, List<JsonNode> containers)
    {
        HashSet<string> known = [.. properties.At("volumes").Items().Select(v => v.At("name").Text() ?? "")];
        foreach (JsonNode mount in containers.SelectMany(c => c.At("properties", "volumeMounts").Items()))
        {
            if (!known.Contains(mount.At("name").Text() ?? ""))
            {
                throw Refused(
                    "VolumeNotFound",
                    $"The volume '{mount.At("name").Text()}' of a container in group '{group}' is not defined by the group."
                );
            }
        }
    }

    private static ArmException Refused(string code, string message) => new(400, code, message);
}
