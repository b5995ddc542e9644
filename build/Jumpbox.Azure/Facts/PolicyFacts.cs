using System.Text.Json.Nodes;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Evaluates policies for each resource that the pipeline and the service will create, in parallel.</summary>
internal sealed class PolicyFacts(FactReader reader, JumpboxSettings settings)
{
    public async Task<Func<Checks.Facts, Checks.Facts>> GatherAsync()
    {
        (string What, Reading<IReadOnlyList<PolicyObjection>> Reading)[] all = await Task.WhenAll(
            FutureResources.For(settings).Select(async one => (one.What, await AskAsync(one)))
        );
        return facts => facts with { Policies = all.ToDictionary(pair => pair.What, pair => pair.Reading) };
    }

    private Task<Reading<IReadOnlyList<PolicyObjection>>> AskAsync(FutureResource one) =>
        FactReader.AskAsync<IReadOnlyList<PolicyObjection>>(
            one.What,
            async () =>
                await reader.Session.Policies.CheckAsync(settings.SubscriptionId, one.Scope, one.Content, reader.Cancel)
        );
}

/// <summary>A resource that a build will create.</summary>
/// <param name="What">The description for messages; names the staging group if it is in it.</param>
/// <param name="Scope">Its resource group, or the subscription.</param>
/// <param name="Content">The resource as it will be sent.</param>
internal sealed record FutureResource(string What, string Scope, JsonObject Content);
