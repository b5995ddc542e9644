using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Evaluates policies for each resource that the pipeline and the service will create, in parallel.</summary>
internal sealed class PolicyFacts(FactReader reader, JumpboxSettings settings)
{
    public async Task<Func<Checks.Facts, Checks.Facts>> GatherAsync()
    {
        KeyValuePair<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>[] all = await Task.WhenAll(
            FutureResources.For(settings).Select(async one => KeyValuePair.Create(one.Resource, await AskAsync(one)))
        );
        return facts =>
            facts with
            {
                Policies = new Dictionary<CreatedResource, Reading<IReadOnlyList<PolicyObjection>>>(all),
            };
    }

    // The question is the subscription's in which the resource will be: a network or a gallery may be in another one.
    private Task<Reading<IReadOnlyList<PolicyObjection>>> AskAsync(FutureResource one) =>
        FactReader.AskAsync<IReadOnlyList<PolicyObjection>>(
            one.Resource.What,
            async () =>
                await reader.Session.Policies.CheckAsync(
                    one.Resource.Scope.Split('/')[2],
                    one.Resource.Scope,
                    one.Content,
                    reader.Cancel
                )
        );
}

/// <summary>A resource that a build will create.</summary>
/// <param name="Resource">What it is.</param>
/// <param name="Content">The resource as it will be sent.</param>
internal sealed record FutureResource(CreatedResource Resource, JsonObject Content);
