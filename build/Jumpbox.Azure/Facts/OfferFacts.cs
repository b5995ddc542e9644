using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Smoke;
using Jumpbox.Checks;
using Jumpbox.Naming;
using Jumpbox.Network;
using Jumpbox.Offers;
using Jumpbox.Settings;
using Jumpbox.Smoke;

namespace Jumpbox.Azure.Facts;

/// <summary>Reads what the region offers to the subscription.</summary>
internal sealed class OfferFacts(FactReader reader, JumpboxSettings settings)
{
    private readonly string _subscription = settings.SubscriptionId;

    // The list of all providers has megabytes; these seven are requested in parallel instead.
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
            new[]
            {
                names.BuilderGroup,
                names.ImageGroup,
                settings.BuildVm.StagingResourceGroup,
                settings.Rollout.IsAsked ? settings.Rollout.Group : null,
            }
                .OfType<ResourceId>()
                .Distinct()
                .Select(async id => (id, await GroupAsync(id)))
        );
        return facts => facts with { Groups = all.ToDictionary(pair => pair.Id, pair => pair.Reading) };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> SizeAsync()
    {
        // The list has hundreds of sizes, on several pages; it is read once and to the last one that is wanted.
        HashSet<string> wanted = new(
            settings.BuildVm.FallbackSizes.Prepend(settings.BuildVm.Size),
            StringComparer.OrdinalIgnoreCase
        );
        if (settings.Smoke.IsAsked)
        {
            _ = wanted.Add(settings.Smoke.Size);
        }
        Reading<IReadOnlyList<VmSize>> sizes = await reader.ListAsync(
            $"The VM sizes in {settings.Location}",
            reader
                .Session.Compute.ListSizesAsync(_subscription, settings.Location, reader.Cancel)
                .Where(one => wanted.Contains(one.Name))
                .DistinctBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
                .Take(wanted.Count)
        );
        return facts =>
            facts with
            {
                Size = Offer(sizes, settings.BuildVm.Size, settings.Location),
                SmokeSize = settings.Smoke.IsAsked
                    ? Offer(sizes, settings.Smoke.Size, settings.Location)
                    : facts.SmokeSize,
                FallbackSizes = settings.BuildVm.FallbackSizes.ToDictionary(
                    name => name,
                    name => Offer(sizes, name, settings.Location)
                ),
            };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> ComputeQuotaAsync()
    {
        Reading<IReadOnlyList<Quota>> quota = await QuotaAsync(
            "The quota of virtual machines",
            reader.Session.Compute.ListUsagesAsync(_subscription, settings.Location, reader.Cancel)
        );
        return facts => facts with { ComputeQuota = quota };
    }

    /// <summary>Reads the network of Rollout's machines, and what its region offers to its subscription.</summary>
    public async Task<Func<Checks.Facts, Checks.Facts>> KubectlAsync()
    {
        KubectlFit? fit = settings.KubectlFollowsClusters
            ? await ClusterReading.FitAsync(reader.Session, settings.Smoke.Clusters, reader.Cancel)
            : null;
        return facts => facts with { Kubectl = fit };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> RolloutAsync()
    {
        if (settings.Rollout is not { IsAsked: true, SubnetId: { } subnet })
        {
            return facts => facts;
        }
        Reading<VirtualNetwork> network = await reader.GetAsync(
            subnet.Parent!,
            ApiVersions.Network,
            NetworkReading.Network
        );
        if (network.State != ReadingState.Present)
        {
            return facts => facts with { RolloutNetwork = network };
        }
        string location = network.Value.Location;
        Task<Reading<IReadOnlyList<VmSize>>> sizes = reader.ListAsync(
            $"The VM sizes in {location}",
            reader
                .Session.Compute.ListSizesAsync(subnet.SubscriptionId, location, reader.Cancel)
                .Where(one => one.Name.Equals(settings.Rollout.Size, StringComparison.OrdinalIgnoreCase))
                .Take(1)
        );
        Reading<IReadOnlyList<Quota>> quota = await reader.ListAsync(
            $"The quota of virtual machines in {location}",
            reader.Session.Compute.ListUsagesAsync(subnet.SubscriptionId, location, reader.Cancel)
        );
        Reading<SizeOffer> size = Offer(await sizes, settings.Rollout.Size, location);
        return facts => facts with { RolloutNetwork = network, RolloutSize = size, RolloutQuota = quota };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> ContainerQuotaAsync()
    {
        Reading<IReadOnlyList<Quota>> quota = await QuotaAsync(
            "The quota of container instances",
            reader.Session.Compute.ListContainerUsagesAsync(_subscription, settings.Location, reader.Cancel)
        );
        return facts => facts with { ContainerQuota = quota };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> TemplatesAsync()
    {
        Reading<IReadOnlyList<ImageTemplate>> all = await reader.ListAsync(
            "The image templates",
            reader.Session.ImageTemplates.ListAsync(_subscription, reader.Cancel)
        );
        Reading<IReadOnlyList<TemplateState>> templates = FactReader.Turn<
            IReadOnlyList<ImageTemplate>,
            IReadOnlyList<TemplateState>
        >(
            all,
            list =>
                [
                    .. list.Select(one => new TemplateState(
                        one.Id,
                        one.ProvisioningState,
                        one.LastRun.State.ToString(),
                        one.StagingGroup,
                        one.Identities
                    )),
                ]
        );
        return facts => facts with { Templates = templates };
    }

    public async Task<Func<Checks.Facts, Checks.Facts>> StagingAsync()
    {
        if (settings.BuildVm.StagingResourceGroup is not { } id)
        {
            return facts => facts;
        }
        Reading<IReadOnlyList<ResourceSummary>> all = await reader.ListAsync(
            $"The resources of {id.Name}",
            reader.Session.ResourceGroups.ListResourcesAsync(id.SubscriptionId, id.Name, reader.Cancel)
        );
        Reading<IReadOnlyList<string>> ids = FactReader.Turn<IReadOnlyList<ResourceSummary>, IReadOnlyList<string>>(
            all,
            list => [.. list.Select(one => one.Id)]
        );
        return facts => facts with { Staging = ids };
    }

    private static Reading<SizeOffer> Offer(Reading<IReadOnlyList<VmSize>> sizes, string name, string location)
    {
        string source = $"The VM size {name} in {location}";
        return sizes.State != ReadingState.Present ? Readings.Unreadable<SizeOffer>(source, sizes.Reason ?? "")
            : sizes.Value.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                is not { } one
                ? Readings.Absent<SizeOffer>(source)
            : Readings.Present(
                source,
                new SizeOffer(
                    one.Name,
                    one.Family,
                    one.Cores,
                    one.Restrictions,
                    one.Capabilities.GetValueOrDefault("HyperVGenerations"),
                    one.Capabilities.GetValueOrDefault("CpuArchitectureType")
                )
            );
    }

    private Task<Reading<IReadOnlyList<Quota>>> QuotaAsync(string source, IAsyncEnumerable<Quota> usages) =>
        reader.ListAsync($"{source} in {settings.Location}", usages);

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
