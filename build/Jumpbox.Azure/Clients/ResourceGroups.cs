using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

internal sealed class ResourceGroups
{
    private readonly ArmSender _client;

    internal ResourceGroups(ArmSender client) => _client = client;

    public async Task<ResourceGroup?> GetAsync(string subscription, string name, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, subscription, name), cancellationToken) is { } body
            ? Read(body)
            : null;

    /// <summary>Creates the resource group if it does not exist; does not change an existing one.</summary>
    /// <returns>The group, and whether this call created it.</returns>
    public async Task<(ResourceGroup Group, bool Created)> EnsureAsync(
        string subscription,
        string name,
        string location,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        if (await GetAsync(subscription, name, cancellationToken) is { } existing)
        {
            return (existing, false);
        }
        JsonObject wanted = new() { ["location"] = location, ["tags"] = JsonWriting.Tags(tags) };
        ArmCall call = Call("create", RequestMethod.Put, subscription, name) with { Body = wanted };
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        return (Read(answer.BodyOrFail(call.Asked, call.Path)), true);
    }

    /// <summary>Lists the resource groups of a subscription.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="tag">Only groups with this tag and value.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public IAsyncEnumerable<ResourceGroup> ListAsync(
        string subscription,
        CancellationToken cancellationToken,
        (string Name, string Value)? tag = null
    )
    {
        ArmCall call = new(
            "list the resource groups",
            RequestMethod.Get,
            $"/subscriptions/{subscription}/resourcegroups",
            ApiVersions.Resources
        );
        if (tag is { } wanted)
        {
            string filter =
                $"tagName eq '{wanted.Name}' and tagValue eq '{wanted.Value.Replace("'", "''", StringComparison.Ordinal)}'";
            call = call with { Query = [("$filter", filter)] };
        }
        return _client
            .ListAsync(call, cancellationToken)
            .Select(Read)
            .Where(group => tag is not { } t || HasTag(group, t));
    }

    /// <summary>Lists the resources of a group; empty when it does not exist.</summary>
    public IAsyncEnumerable<ResourceSummary> ListResourcesAsync(
        string subscription,
        string name,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = new(
            $"list the resources of group {name}",
            RequestMethod.Get,
            $"/subscriptions/{subscription}/resourceGroups/{name}/resources",
            ApiVersions.Resources
        )
        {
            Query = [("$expand", "createdTime")],
        };
        return _client
            .ListAsync(call, cancellationToken)
            .Select(item => new ResourceSummary(
                item.Text("id") ?? "",
                item.Text("type") ?? "",
                item.Text("location") ?? "",
                item.Tags(),
                item.Moment("createdTime")
            ));
    }

    /// <summary>Starts the deletion of a group and everything in it; null when it does not exist.</summary>
    public Task<ArmOperation?> DeleteAsync(string subscription, string name, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, subscription, name), cancellationToken);

    private static ArmCall Call(string verb, RequestMethod method, string subscription, string name) =>
        new(
            $"{verb} resource group {name}",
            method,
            $"/subscriptions/{subscription}/resourceGroups/{name}",
            ApiVersions.Resources
        );

    private static ResourceGroup Read(JsonObject body) =>
        new(
            body.Id().ToString(),
            body.Text("name") ?? "",
            body.Text("location") ?? "",
            body.Tags(),
            body.Text("properties", "provisioningState") ?? ""
        );

    private static bool HasTag(ResourceGroup group, (string Name, string Value) tag) =>
        group.Tags.TryGetValue(tag.Name, out string? value) && value == tag.Value;
}

internal sealed record ResourceGroup(
    string Id,
    string Name,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState
);

/// <summary>A resource in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Location">Its region; empty for global resources.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it was created; null if Azure does not report it.</param>
internal sealed record ResourceSummary(
    string Id,
    string Type,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset? Created
);
