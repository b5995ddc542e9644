using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Offers;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads what the subscription offers in the region.</summary>
internal sealed class OfferFacts(FactReader reader, JumpboxSettings settings)
{
    private readonly string _subscription = settings.SubscriptionId;

    // One by one: the list of all providers is megabytes, and these seven are asked for at the same time.
    public async Task<Func<Checks.Facts, Checks.Facts>> ProvidersAsync()
    {
        (string Name, Reading<ProviderState> Reading)[] all = await Task.WhenAll(
            ProviderState.Needed.Select(async name => (name, await ProviderAsync(name)))
        );
        return facts => facts with { Providers = all.ToDictionary(pair => pair.Name, pair => pair.Reading) };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> GroupsAsync()
    {
        Names names = new(settings);
        (ResourceId Id, Reading<GroupState> Reading)[] all = await Task.WhenAll(
            new[] { names.BuilderGroup, names.ImageGroup, settings.BuildVm.StagingResourceGroup }
                .OfType<ResourceId>()
                .Distinct()
                .Select(async id => (id, await GroupAsync(id)))
        );
        return facts => facts with { Groups = all.ToDictionary(pair => pair.Id, pair => pair.Reading) };
    }

    private async Task<Reading<ProviderState>> ProviderAsync(string name) =>
        FactReader.Turn(
            await FactReader.AskAsync(
                $"The resource provider {name}",
                () => reader.Session.Providers.GetAsync(_subscription, name, reader.Cancel)
            ),
            provider => new ProviderState(
                name,
                provider.RegistrationState,
                provider
                    .Types.DistinctBy(type => type.Name, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(type => type.Name, type => type.Locations, StringComparer.OrdinalIgnoreCase)
            )
        );

    private async Task<Reading<GroupState>> GroupAsync(ResourceId id) =>
        FactReader.Turn(
            await FactReader.AskAsync(
                $"The group {id.Name}",
                () => reader.Session.ResourceGroups.GetAsync(id.SubscriptionId, id.Name, reader.Cancel)
            ),
            group => new GroupState(id, group.Location, group.Tags)
        );
}
