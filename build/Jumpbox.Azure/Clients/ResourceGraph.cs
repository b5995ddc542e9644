using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Azure Resource Graph: many subscriptions in one request, minutes behind the resources. It omits what the account cannot read
/// without a word, so that nothing may be deleted by what it shows. Source:
/// https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data.
/// </summary>
internal sealed class ResourceGraph
{
    private const int RowsOfAPage = 1000;

    // The limit of the service for one request is 1,000 subscriptions.
    private const int SubscriptionsOfARequest = 500;
    private readonly ArmSender _client;

    internal ResourceGraph(ArmSender client) => _client = client;

    /// <summary>Reads all rows of a query.</summary>
    /// <param name="subscriptions">The GUIDs of the subscriptions.</param>
    /// <param name="query">The query; it projects and orders by id, because only then the service continues a list.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="rowsOfAPage">How many rows a page has, at most 1,000.</param>
    /// <returns>One object for each row.</returns>
    /// <exception cref="AzureFailure">The query was refused, or its answer is incomplete.</exception>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(
        IReadOnlyCollection<string> subscriptions,
        string query,
        CancellationToken cancellationToken,
        int rowsOfAPage = RowsOfAPage
    )
    {
        List<JsonObject> rows = [];
        foreach (string[] some in subscriptions.Chunk(SubscriptionsOfARequest))
        {
            string? token = null;
            int pages = 0;
            do
            {
                JsonObject options = new() { ["$top"] = rowsOfAPage, ["resultFormat"] = "objectArray" };
                if (token is not null)
                {
                    options["$skipToken"] = token;
                }
                ArmCall call = new(
                    "query Azure Resource Graph",
                    RequestMethod.Post,
                    "/providers/Microsoft.ResourceGraph/resources",
                    ApiVersions.ResourceGraph
                )
                {
                    IsQuestion = true,
                    Body = new JsonObject
                    {
                        ["subscriptions"] = new JsonArray([.. some.Select(one => JsonValue.Create(one))]),
                        ["query"] = query,
                        ["options"] = options,
                    },
                };
                JsonObject page = (await _client.SendAsync(call, cancellationToken)).BodyOrFail(call.Asked, call.Path);
                rows.AddRange(page.Objects("data"));
                token = page.Text("$skipToken");
                if (++pages > Limits.Pages || (token is null && page.Text("resultTruncated") == "true"))
                {
                    throw Incomplete(call, rows.Count, page.Number("totalRecords"));
                }
            } while (token is not null);
        }
        return rows;
    }

    private static AzureFailure Incomplete(ArmCall call, int rows, long? all) =>
        new(
            new AzureFault(
                call.Asked,
                call.Path,
                0,
                "Truncated",
                $"The answer has {rows} of {all?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of"} rows.",
                [],
                null,
                "Run the same command again."
            )
        );
}
