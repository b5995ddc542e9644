using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Offers;

namespace Jumpbox.Azure.Clients;

/// <summary>VM sizes, quota and marketplace images that a region offers to a subscription.</summary>
public sealed class Compute
{
    private readonly ArmSender _client;

    internal Compute(ArmSender client) => _client = client;

    /// <summary>Lists the VM sizes of a region with their restrictions.</summary>
    internal IAsyncEnumerable<VmSize> ListSizesAsync(
        string subscription,
        string location,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(
            $"list the VM sizes of {location}",
            RequestMethod.Get,
            $"/subscriptions/{subscription}/providers/Microsoft.Compute/skus",
            ApiVersions.Skus
        )
        {
            Query = [("$filter", $"location eq '{location}'")],
        };
        return _client
            .ListAsync(call, cancellationToken)
            .Where(sku => sku.Text("resourceType") == "virtualMachines" && IsIn(sku, location))
            .Select(Size);
    }

    internal IAsyncEnumerable<Quota> ListUsagesAsync(
        string subscription,
        string location,
        CancellationToken cancellationToken
    ) => UsagesAsync(subscription, "Microsoft.Compute", location, ApiVersions.Compute, cancellationToken);

    internal IAsyncEnumerable<Quota> ListContainerUsagesAsync(
        string subscription,
        string location,
        CancellationToken cancellationToken
    ) =>
        UsagesAsync(
            subscription,
            "Microsoft.ContainerInstance",
            location,
            ApiVersions.ContainerInstance,
            cancellationToken
        );

    /// <summary>Lists the versions of a marketplace image in a region, in Azure's order.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="location">The region.</param>
    /// <param name="publisher">For example <c>Canonical</c>.</param>
    /// <param name="offer">For example <c>ubuntu-24_04-lts</c>.</param>
    /// <param name="sku">For example <c>server</c>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The versions; empty when the image does not exist.</returns>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<string>> ListImageVersionsAsync(
        string subscription,
        string location,
        string publisher,
        string offer,
        string sku,
        CancellationToken cancellationToken
    )
    {
        string path = ImagePath(subscription, location, publisher, offer, sku);
        ArmCall call = new(
            $"list the versions of {publisher}:{offer}:{sku}",
            RequestMethod.Get,
            path,
            ApiVersions.Compute
        )
        {
            Accepted = [404],
        };
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        // Unlike every other list, this one is a bare array.
        return answer.Status == 404 || AnswerJson.Parse(answer.Raw.Content.ToMemory().Span) is not JsonArray versions
            ? []
            : [.. versions.OfType<JsonObject>().Select(version => version.Text("name") ?? "")];
    }

    /// <summary>
    /// Reads one version of a marketplace image; null when it does not exist. The version is exact, or <c>latest</c>.
    /// </summary>
    internal async Task<BaseImageOffer?> GetImageVersionAsync(
        string subscription,
        string location,
        string publisher,
        string offer,
        string sku,
        string version,
        CancellationToken cancellationToken
    )
    {
        string path = $"{ImagePath(subscription, location, publisher, offer, sku)}/{version}";
        ArmCall call = new($"read {publisher}:{offer}:{sku}:{version}", RequestMethod.Get, path, ApiVersions.Compute);
        JsonObject? body = await _client.ReadAsync(call, cancellationToken);
        return body is null
            ? null
            : new BaseImageOffer(
                body.Text("name") ?? version,
                body.Text("properties", "hyperVGeneration") ?? "V1",
                body.Text("properties", "architecture") ?? "x64",
                body.Text("properties", "imageDeprecationStatus", "imageState") ?? "Active",
                body.Moment("properties", "imageDeprecationStatus", "scheduledDeprecationTime"),
                body.Text("properties", "plan", "name")
            );
    }

    private IAsyncEnumerable<Quota> UsagesAsync(
        string subscription,
        string provider,
        string location,
        string apiVersion,
        CancellationToken cancellationToken
    )
    {
        string path = $"/subscriptions/{subscription}/providers/{provider}/locations/{location}/usages";
        ArmCall call = new($"list the quota of {provider} in {location}", RequestMethod.Get, path, apiVersion);
        return _client
            .ListAsync(call, cancellationToken)
            .Select(usage => new Quota(
                usage.Text("name", "value") ?? "",
                usage.RequiredNumber("currentValue"),
                usage.RequiredNumber("limit")
            ));
    }

    private static string ImagePath(string subscription, string location, string publisher, string offer, string sku) =>
        $"/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/publishers/{publisher}"
        + $"/artifacttypes/vmimage/offers/{offer}/skus/{sku}/versions";

    private static bool IsIn(JsonObject sku, string location) =>
        sku.Texts("locations").Any(place => place.Equals(location, StringComparison.OrdinalIgnoreCase));

    private static VmSize Size(JsonObject sku)
    {
        Dictionary<string, string> capabilities = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonObject capability in sku.Objects("capabilities"))
        {
            capabilities[capability.Text("name") ?? ""] = capability.Text("value") ?? "";
        }
        return new VmSize(
            sku.Text("name") ?? "",
            sku.Text("family") ?? "",
            capabilities.TryGetValue("vCPUs", out string? cores) && int.TryParse(cores, out int count) ? count : 0,
            [
                .. sku.Objects("restrictions")
                    .Select(restriction => $"{restriction.Text("type")}: {restriction.Text("reasonCode")}"),
            ],
            capabilities
        );
    }
}
