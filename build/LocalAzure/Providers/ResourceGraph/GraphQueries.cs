using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Providers.Compute;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.ResourceGraph;

/// <summary>
/// POST /providers/Microsoft.ResourceGraph/resources. It shows what the caller can read and omits the rest without a word, has 100
/// rows on a page and at most 1,000, and continues only if <c>id</c> is projected. Source: Azure Resource Graph, "work with data",
/// and azure-rest-api-specs, ResourceGraph/stable/2021-03-01.
/// </summary>
internal sealed class GraphQueries(ResourceContext context, PermissionCheck permissions)
    : ResourceType(context, "Microsoft.ResourceGraph/resources", "2021-03-01", "2022-10-01", "2024-04-01")
{
    private const int DefaultRows = 100;
    private const int MostRows = 1000;

    // Instances of uniform scale sets and their interfaces are only in this table: Azure Resource Graph, "supported tables and
    // resources".
    private static readonly string[] InComputeResources =
    [
        ScaleSetMachines.TypeName.ToLowerInvariant(),
        ScaleSetCards.TypeName.ToLowerInvariant(),
    ];

    // No caller is refused: the response contains what it can read.
    public override string? ActionOf(ArmRequest request) => null;

    protected override ArmResponse Handle(ArmRequest request)
    {
        if (request.Method != "POST" || !request.Path.IsCollection)
        {
            throw Unsupported(request);
        }
        JsonObject body = request.RequireBody();
        GraphQuery query = GraphQuery.Parse(body["query"].Text() ?? "");
        JsonNode? options = body["options"];
        if (options.At("resultFormat").Text() is { } format && !ArmPath.Same(format, "objectArray"))
        {
            throw new ArmException(
                400,
                "BadRequest",
                $"The result format '{format}' is not emulated; use objectArray."
            );
        }
        int top = options.At("$top").Number() ?? DefaultRows;
        if (top is < 1 or > MostRows)
        {
            throw new ArmException(400, "BadRequest", $"The value {top} of $top must be between 1 and {MostRows}.");
        }
        StoredResource[] found = [.. Found(request, body, query)];
        int skip = Skip(options);
        StoredResource[] page = [.. found.Skip(skip).Take(top)];
        bool more = found.Length > skip + page.Length;
        JsonObject answer = new()
        {
            ["totalRecords"] = found.Length,
            ["count"] = page.Length,
            ["data"] = new JsonArray([.. page.Select(resource => Row(resource, query))]),
            ["facets"] = new JsonArray(),
            ["resultTruncated"] = more ? "true" : "false",
        };
        if (more && (query.Columns.Count == 0 || query.Columns.Contains("id", StringComparer.OrdinalIgnoreCase)))
        {
            answer["$skipToken"] = Convert.ToBase64String(
                System.Text.Encoding.ASCII.GetBytes((skip + page.Length).ToString(CultureInfo.InvariantCulture))
            );
        }
        return ArmResponse.Ok(answer);
    }

    private IEnumerable<StoredResource> Found(ArmRequest request, JsonObject body, GraphQuery query)
    {
        string[] subscriptions = [.. body["subscriptions"].Items().Select(one => one.Text()?.ToLowerInvariant() ?? "")];
        IEnumerable<StoredResource> rows = Context
            .Store.Under("/subscriptions/")
            .Where(resource =>
                !resource.Type.StartsWith('~')
                && InComputeResources.Contains(resource.Type.ToLowerInvariant()) == (query.Table == "computeresources")
                && (query.Types.Count == 0 || query.Types.Contains(resource.Type.ToLowerInvariant()))
                && (subscriptions.Length == 0 || subscriptions.Contains(resource.Key.Split('/')[2]))
                && permissions.IsAllowed(request.Caller, $"{resource.Type}/read", resource.Id)
            );
        return query.IsOrdered ? rows.OrderBy(resource => resource.Key, StringComparer.Ordinal) : rows;
    }

    private static JsonObject Row(StoredResource resource, GraphQuery query)
    {
        JsonObject all = new()
        {
            ["id"] = resource.Id,
            ["name"] = resource.Name,
            // The service writes types in lower case.
            ["type"] = resource.Type.ToLowerInvariant(),
            ["subscriptionId"] = resource.Key.Split('/')[2],
        };
        foreach (string name in new[] { "location", "kind", "sku", "identity", "tags", "zones", "properties" })
        {
            all[name] = resource.Body[name]?.DeepClone();
        }
        if (query.Columns.Count == 0)
        {
            return all;
        }
        JsonObject row = [];
        foreach (string column in query.Columns)
        {
            row[column] = all.ContainsKey(column)
                ? all[column]?.DeepClone()
                : throw new ArmException(400, "BadRequest", $"InvalidQuery. The column '{column}' is not emulated.");
        }
        return row;
    }

    private static int Skip(JsonNode? options)
    {
        if (options.At("$skipToken").Text() is not { Length: > 0 } token)
        {
            return options.At("$skip").Number() ?? 0;
        }
        byte[] bytes = new byte[token.Length];
        return
            Convert.TryFromBase64String(token, bytes, out int length)
            && int.TryParse(bytes.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out int skip)
            ? skip
            : throw new ArmException(400, "BadRequest", $"The $skipToken '{token}' is not one of this server's.");
    }
}
