using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Network;

/// <summary>Common to the types of Microsoft.Network: polling style, references and join permissions.</summary>
internal abstract class NetworkType(ResourceContext context, PermissionCheck permissions, string name)
    : StoredType(context, name)
{
    // Resources that must be in the region of what refers to them.
    private static readonly string[] Regional =
    [
        "networkSecurityGroup",
        "routeTable",
        "natGateway",
        "serviceEndpointPolicies",
        "publicIPAddress",
        "publicIpAddresses",
        "subnet",
    ];

    private const string AddressType = "Microsoft.Network/publicIPAddresses";

    // What a public address can belong to, to one of them only.
    private static readonly string[] Holders =
    [
        "Microsoft.Network/networkInterfaces",
        "Microsoft.Network/natGateways",
        "Microsoft.Network/azureFirewalls",
        "Microsoft.Network/bastionHosts",
    ];

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Both;

    // The form of the answer: "Cannot parse the request" with details of code InvalidJson, as quoted in reports.
    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems)
    {
        List<ArmError> details =
        [
            .. problems
                .Where(p => p.Kind != ProblemKind.Missing)
                .Select(p => new ArmError("InvalidJson", Describe(p), p.Path)),
        ];
        return details.Count == 0
            ? null
            : new ArmError("InvalidRequestFormat", "Cannot parse the request.", request.Path.Id, details);
    }

    /// <summary>Throws for a reference to a resource that does not exist, wherever it is in the body.</summary>
    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (!request.Caller.IsSystem)
        {
            string location =
                body["location"].Text()
                ?? Context.Store.Find(ArmPath.Parse(request.Path.Id).Parent?.Id ?? "")?.Body["location"].Text()
                ?? "";
            CheckReferences(request, body["properties"], "", Regions.Normalize(location));
            foreach (string group in IpGroups.In(body["properties"]))
            {
                Foresight.Apart(() => CheckExists(request, group, ""));
            }
        }
    }

    private void CheckReferences(ArmRequest request, JsonNode? node, string name, string location)
    {
        if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
            {
                CheckReferences(request, item, name, location);
            }
        }
        foreach ((string? member, JsonNode? value) in node as JsonObject ?? [])
        {
            if (member != "id" || value.Text() is not { } id)
            {
                CheckReferences(request, value, member, location);
            }
            else if (IsElsewhere(id, request.Path) && Specification.Find(ArmPath.Parse(id).Type) is not null)
            {
                Foresight.Apart(() => CheckExists(request, id, Regional.Contains(name) ? location : ""));
                Foresight.Apart(() => CheckFree(request, id));
            }
        }
    }

    // gardener/gardener-extension-provider-azure#757
    private void CheckFree(ArmRequest request, string id)
    {
        Foresight.Read(id);
        if (
            ArmPath.Same(ArmPath.Parse(id).Type, AddressType)
            && !ArmPath.Same(Name, AddressType)
            && Users(id, Holders)
                .Select(user => user.At("id").Text()!)
                .FirstOrDefault(user => !ArmPath.Same(user, request.Path.Id))
                is { } holder
        )
        {
            throw new ArmException(
                400,
                "PublicIPAddressInUse",
                $"Resource {request.Path.Id} is referencing public IP address {id} that is already allocated to resource {holder}."
            );
        }
    }

    private void CheckExists(ArmRequest request, string id, string location)
    {
        Foresight.Read(id);
        StoredResource? found = Context.Store.Find(id);
        if (found is null)
        {
            throw MissingReference(request, id);
        }
        string? place =
            found.Body["location"].Text()
            ?? Context.Store.Find(ArmPath.Parse(id).Parent?.Id ?? "")?.Body["location"].Text();
        if (location.Length > 0 && place is not null && place != location)
        {
            Foresight.Read(location);
            throw MissingReference(request, id);
        }
    }

    // A child that is written in its parent may have its own id.
    private static bool IsElsewhere(string id, ArmPath own) =>
        id.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase)
        && !id.StartsWith(own.Id, StringComparison.OrdinalIgnoreCase);

    private static string Describe(SpecificationProblem problem) =>
        problem.Kind switch
        {
            ProblemKind.Unknown =>
                $"Could not find member '{problem.Member}' on object of type '{problem.Definition}'. Path '{problem.Path}'.",
            ProblemKind.Missing => $"Required property '{problem.Member}' not found in JSON. Path '{problem.Path}'.",
            _ => $"Error converting value {problem.Value} to type '{problem.Expected}'. Path '{problem.Path}'.",
        };

    private static ArmException MissingReference(ArmRequest request, string id) =>
        new(
            400,
            "InvalidResourceReference",
            $"Resource {id} referenced by resource {request.Path.Id} was not found. Please make sure that the referenced "
                + "resource exists, and that both resources are in the same region."
        );

    /// <summary>
    /// Throws for a reference to a resource that does not exist (InvalidResourceReference) or that the caller cannot join
    /// (LinkedAuthorizationFailed), like Azure for linked resources.
    /// </summary>
    protected void CheckReference(ArmRequest request, JsonNode? reference, string? join)
    {
        if (reference.At("id").Text() is { } id)
        {
            Foresight.Apart(() => CheckExists(request, id, ""));
            Foresight.Apart(() => CheckJoin(request, id, join));
        }
    }

    private void CheckJoin(ArmRequest request, string id, string? join)
    {
        Foresight.Read(id);
        if (join is not null && !permissions.IsAllowed(request.Caller, join, id))
        {
            throw new ArmException(
                403,
                "LinkedAuthorizationFailed",
                $"The client '{request.Caller.ObjectId}' with object id '{request.Caller.ObjectId}' has permission to "
                    + $"perform action '{Name}/write' on scope '{request.Path.Id}'; however, it does not have permission "
                    + $"to perform action(s) '{join}' on the linked scope(s) '{id}' (respectively) or the linked scope(s) "
                    + "are invalid."
            );
        }
    }

    /// <summary>Throws for a subnet that is smaller than the service needs; the code of the refusal is not documented.</summary>
    protected void CheckSize(ArmRequest request, string subnet, int longest)
    {
        Foresight.Read(subnet);
        if (
            Context.Store.Find(subnet) is { } found
            && AddressPlan.PrefixesOf(found.Body, found.Id).Where(prefix => prefix.IsVersion4).ToArray()
                is { Length: > 0 } prefixes
            && Array.TrueForAll(prefixes, prefix => prefix.Network.PrefixLength > longest)
        )
        {
            throw new ArmException(
                400,
                "SubnetPrefixTooSmall",
                $"Subnet {subnet} ({string.Join(", ", prefixes)}) is too small for {request.Path.Id}: it must be /{longest} or larger."
            );
        }
    }

    /// <summary>The resource's GUID, which it keeps.</summary>
    protected static string GuidOf(StoredResource? existing) =>
        existing?.Body.At("properties", "resourceGuid").Text() ?? Guid.NewGuid().ToString();

    /// <summary>References to the documents of a type with this id in a property.</summary>
    protected JsonArray ReferencesTo(string id, string type, params string[] property) =>
        new([
            .. Context
                .Store.OfType(type)
                .Where(r => ArmPath.Same(r.Body["properties"].At([.. property, "id"]).Text(), id))
                .Select(r => (JsonNode)new JsonObject { ["id"] = r.Id }),
        ]);

    /// <summary>The documents of these types that refer to the resource anywhere in their properties.</summary>
    protected JsonArray Users(string id, params string[] types) =>
        new([
            .. types
                .SelectMany(type => Context.Store.OfType(type))
                .Where(r => RefersTo(r.Body["properties"], id))
                .Select(r => (JsonNode)new JsonObject { ["id"] = r.Id }),
        ]);

    private static bool RefersTo(JsonNode? node, string id) =>
        node switch
        {
            JsonObject json => ArmPath.Same(json["id"].Text(), id) || json.Any(m => RefersTo(m.Value, id)),
            JsonArray array => array.Any(item => RefersTo(item, id)),
            _ => false,
        };

    /// <summary>Throws when other resources still refer to the resource to delete.</summary>
    protected static void CheckUnused(StoredResource existing, string code, string what, JsonArray users)
    {
        if (users.Count > 0)
        {
            throw new ArmException(
                400,
                code,
                $"{what} {existing.Id} cannot be deleted because it is in use by the following resources: "
                    + $"{string.Join(", ", users.Select(u => u.At("id").Text()))}."
            );
        }
    }
}
