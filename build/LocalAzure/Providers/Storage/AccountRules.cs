using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>
/// What a storage account must have, and what the service adds.
/// </summary>
internal static class AccountRules
{
    private const string Endpoint = "Microsoft.Storage";

    /// <summary>The error for a body that differs from the specification; unknown members are ignored.</summary>
    public static ArmError? Judge(IReadOnlyList<SpecificationProblem> problems)
    {
        if (
            problems.FirstOrDefault(p => p is { Kind: ProblemKind.Missing, Path: "sku" or "kind" or "sku.name" }) is
            { } missing
        )
        {
            return Required(missing.Path);
        }
        string[] wrong =
        [
            .. problems.Where(p => p.Kind is ProblemKind.WrongValue or ProblemKind.WrongType).Select(NameOf).Distinct(),
        ];
        return wrong.Length == 0 ? null : Invalid(wrong);
    }

    /// <exception cref="ArmException">400: SKU and kind do not fit, or the access tier is missing.</exception>
    public static void Check(JsonObject body)
    {
        string kind = body["kind"].Text() ?? "";
        string sku = body.At("sku", "name").Text() ?? "";
        bool isPremium = sku.StartsWith("Premium", StringComparison.OrdinalIgnoreCase);
        bool isProvisioned = sku.Contains("V2_", StringComparison.OrdinalIgnoreCase);
        if (kind is "FileStorage" or "BlockBlobStorage" && !isPremium && !isProvisioned)
        {
            throw new ArmException(400, Invalid(["kind", "sku"]));
        }
        // hashicorp/terraform-provider-azurerm and Azure/bicep#13784: a blob account has no default tier.
        if (kind == "BlobStorage" && body.At("properties", "accessTier").Text() is null)
        {
            throw new ArmException(400, Required("accessTier"));
        }
    }

    /// <exception cref="ArmException">400: a subnet of the network rules does not exist or has no service endpoint.</exception>
    public static void CheckNetwork(ResourceStore store, JsonObject body)
    {
        foreach (JsonNode rule in body.At("properties", "networkAcls", "virtualNetworkRules").Items())
        {
            string id = rule.At("id").Text() ?? "";
            JsonNode? subnet = store.Find(id)?.Body["properties"];
            bool isOpen = subnet
                .At("serviceEndpoints")
                .Items()
                .Any(e => e.At("service").Text()?.StartsWith(Endpoint, StringComparison.OrdinalIgnoreCase) == true);
            if (!isOpen)
            {
                throw new ArmException(
                    400,
                    "NetworkAclsValidationFailure",
                    "Validation of network acls failure: "
                        + (
                            subnet is null
                                ? $"SubnetsNotFound:Subnet {id} was not found."
                                : $"SubnetsHaveNoServiceEndpointsConfigured:Subnet {id} does not have ServiceEndpoints for "
                                    + $"{Endpoint} resources configured. Add {Endpoint} to subnet's ServiceEndpoints collection "
                                    + "before trying to ACL Microsoft.Storage resources to it."
                        )
                );
            }
        }
    }

    /// <summary>Adds the members with their defaults: StorageAccounts of azure-rest-api-specs, "default value" of each.</summary>
    public static void AddDefaults(JsonObject document)
    {
        JsonObject properties = document.Ensure("properties");
        string name = document.At("sku", "name").Text() ?? "";
        if (document["sku"] is JsonObject sku)
        {
            sku["tier"] = name.StartsWith("Premium", StringComparison.OrdinalIgnoreCase) ? "Premium" : "Standard";
        }
        if (document["kind"].Text() == "StorageV2" && document.At("sku", "tier").Text() == "Standard")
        {
            properties["accessTier"] ??= "Hot";
        }
        properties["supportsHttpsTrafficOnly"] ??= true;
        properties["allowBlobPublicAccess"] ??= false;
        properties["minimumTlsVersion"] ??= "TLS1_0";
        properties["networkAcls"] ??= new JsonObject
        {
            ["bypass"] = "AzureServices",
            ["virtualNetworkRules"] = new JsonArray(),
            ["ipRules"] = new JsonArray(),
            ["defaultAction"] = "Allow",
        };
        properties["encryption"] ??= new JsonObject { ["keySource"] = Endpoint };
        if (name.Contains("GRS", StringComparison.Ordinal) || name.Contains("GZRS", StringComparison.Ordinal))
        {
            properties["statusOfSecondary"] = "available";
        }
    }

    /// <summary>The services of an account beside blobs.</summary>
    public static IEnumerable<string> ServicesOf(JsonObject account) =>
        account["kind"].Text() switch
        {
            "BlobStorage" => ["dfs", "web"],
            "BlockBlobStorage" => ["dfs", "web"],
            "FileStorage" => ["file"],
            "Storage" => ["queue", "table", "file"],
            _ => ["dfs", "web", "queue", "table", "file"],
        };

    private static ArmError Required(string member) =>
        new(
            "MissingRequiredAccountProperty",
            $"Account property {member.Split('.')[0]} is required for the request.",
            member.Split('.')[0]
        );

    private static ArmError Invalid(IEnumerable<string> members) =>
        new(
            "InvalidValuesForRequestParameters",
            $"Values for request parameters are invalid: {string.Join(", ", members)}."
        );

    // The service names the parameter, such as sku, and not its member name.
    private static string NameOf(SpecificationProblem problem)
    {
        string[] parts = problem.Path.Split('.');
        return parts[0] == "properties" ? string.Join('.', parts.Skip(1)) : parts[0];
    }
}
