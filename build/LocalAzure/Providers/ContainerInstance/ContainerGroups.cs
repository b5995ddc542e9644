using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>
/// Container groups. Their containers run nothing; those of image builds have the build log, and those that probe the network
/// report what a packet meets there.
/// </summary>
internal sealed class ContainerGroups(ResourceContext context, PermissionCheck permissions)
    : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.ContainerInstance/containerGroups";

    protected override string NamePattern => "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    // "The request content was invalid and could not be deserialized": Azure/azure-sdk-for-js#36767 quotes it. What is missing
    // or has an unknown value has a code of its own below.
    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) =>
        problems.FirstOrDefault(p => p.Kind is ProblemKind.Unknown or ProblemKind.WrongType) is { } first
            ? new ArmError(
                "InvalidRequestContent",
                "The request content was invalid and could not be deserialized: '"
                    + (
                        first.Kind == ProblemKind.Unknown
                            ? $"Could not find member '{first.Member}' on object of type '{first.Definition}'."
                            : $"Error converting value {first.Value} to type '{first.Expected}'."
                    )
                    + $" Path '{first.Path}'.'.",
                first.Path
            )
            : null;

    public override void CheckForm(ArmRequest request, JsonObject body) =>
        ContainerRules.Check(request.Path.Name, body);

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (!request.Caller.IsSystem)
        {
            ContainerRules.CheckSubnets(Context.Store, body);
            CheckJoin(request, body);
        }
    }

    private void CheckJoin(ArmRequest request, JsonObject body)
    {
        const string Join = "Microsoft.Network/virtualNetworks/subnets/join/action";
        foreach (string id in SubnetsOf(body).Where(id => !permissions.IsAllowed(request.Caller, Join, id)))
        {
            throw new ArmException(
                403,
                "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' with object id '{request.Caller.ObjectId}' has permission to perform action "
                    + $"'{Name}/write' on scope '{request.Path.Id}'; however, it does not have permission to perform action(s) "
                    + $"'{Join}' on the linked scope(s) '{id}' (respectively) or the linked scope(s) are invalid."
            );
        }
    }

    /// <summary>The subnets that a group is in.</summary>
    public static IEnumerable<string> SubnetsOf(JsonObject body) =>
        body.At("properties", "subnetIds").Items().Select(one => one.At("id").Text()).OfType<string>();

    protected override void Kept(ArmRequest request, JsonObject body, StoredResource stored)
    {
        if (NetworkProbe.IsOne(stored.Body))
        {
            Context.Agenda.Schedule(Context.Durations.Resource, NetworkProbe.Ended, stored.Id);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        JsonObject properties = document.Ensure("properties");
        string now = Operations.Stamp(Context.Now);
        properties["restartPolicy"] ??= "Always";
        properties["sku"] ??= "Standard";
        properties["instanceView"] = new JsonObject { ["events"] = new JsonArray(), ["state"] = "Running" };
        foreach (JsonObject container in properties["containers"].Items().OfType<JsonObject>())
        {
            container.Ensure("properties")["instanceView"] = new JsonObject
            {
                ["restartCount"] = 0,
                ["currentState"] = new JsonObject
                {
                    ["state"] = "Running",
                    ["startTime"] = now,
                    ["detailStatus"] = "",
                },
                ["events"] = new JsonArray(),
            };
        }
        if (properties["ipAddress"] is JsonObject address)
        {
            // 198.51.100.0/24 is reserved for documentation (RFC 5737); .4 is a subnet's first usable address.
            address["ip"] ??=
                existing?.Body.At("properties", "ipAddress", "ip")?.DeepClone()
                ?? (
                    ArmPath.Same(address["type"].Text(), "Private")
                        ? "10.0.0.4"
                        : $"198.51.100.{Context.Store.OfType(Name).Count % 254 + 1}"
                );
            if (address["dnsNameLabel"].Text() is { } label)
            {
                address["fqdn"] = $"{label}.{document["location"].Text()}.azurecontainer.io";
            }
        }
    }

    // Secure values are not answered.
    public override JsonObject Render(StoredResource resource)
    {
        JsonObject body = resource.Body.Copy();
        IEnumerable<JsonNode> all = body.At("properties", "containers")
            .Items()
            .Concat(body.At("properties", "initContainers").Items());
        foreach (JsonNode variable in all.SelectMany(c => c.At("properties", "environmentVariables").Items()))
        {
            (variable as JsonObject)?.Remove("secureValue");
        }
        return body;
    }

    protected override ArmException NotFound(ArmPath path) =>
        new(
            404,
            "ResourceNotFound",
            $"The Resource 'Microsoft.ContainerInstance/containerGroups/{path.Name}' under resource group '{path.ResourceGroup}' was not found."
        );
}
