using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;

namespace Jumpbox.Azure.Clients;

/// <summary>Resource groups and what is in them.</summary>
internal sealed class ResourceGroups
{
    private readonly ArmSender _client;

    internal ResourceGroups(ArmSender client) => _client = client;

    /// <summary>Reads a group.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The group, or null if there is none of this name.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<ResourceGroup?> GetAsync(string subscription, string name, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, subscription, name), cancellationToken) is { } body
            ? Read(body)
            : null;

    /// <summary>Makes the group if there is none of this name; leaves one that exists as it is.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="location">The region of a new group; one that exists keeps its own.</param>
    /// <param name="tags">The tags of a new group.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The group, and whether this call made it.</returns>
    /// <exception cref="AzureFailure">It could not be read or made.</exception>
    public async Task<(ResourceGroup Group, bool Made)> EnsureAsync(
        string subscription,
        string name,
        string location,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (await GetAsync(subscription, name, cancellationToken) is { } existing)
        {
            return (existing, false);
        }
        JsonObject wanted = new() { ["location"] = location, ["tags"] = JsonWriting.Tags(tags) };
        ArmCall call = Call("create", RequestMethod.Put, subscription, name) with { Body = wanted };
        ArmAnswer answer = await _client.SendAsync(call, cancellationToken);
        return (Read(answer.BodyOrFail(call.Asked, call.Path)), true);
    }

    /// <summary>Lists the groups of a subscription.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="tag">Only groups with this tag and value.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
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

    /// <summary>Lists what is in a group; empty when there is no such group.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be listed.</exception>
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

    /// <summary>Starts to delete a group with all that is in it; null when there is no such group.</summary>
    /// <param name="subscription">The subscription's GUID.</param>
    /// <param name="name">The group's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It may not be deleted.</exception>
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

/// <summary>A resource group as Azure shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Location">Its region.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="ProvisioningState">For example <c>Succeeded</c> or <c>Deleting</c>.</param>
internal sealed record ResourceGroup(
    string Id,
    string Name,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    string ProvisioningState
);

/// <summary>A resource as a list shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Location">Its region; empty for global ones.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Created">When it was made; null if Azure does not report it.</param>
internal sealed record ResourceSummary(
    string Id,
    string Type,
    string Location,
    IReadOnlyDictionary<string, string> Tags,
    DateTimeOffset? Created
);
