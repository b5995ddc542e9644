using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads the facts that the checks need, in parallel: only dependent requests wait. Each request is sent at most once.
/// </summary>
public sealed class FactGatherer
{
    private readonly FactReader _reader;
    private readonly JumpboxSettings _settings;
    private readonly IReadOnlySet<FactName> _needs;

    private FactGatherer(FactReader reader, JumpboxSettings settings, IReadOnlySet<FactName> needs) =>
        (_reader, _settings, _needs) = (reader, settings, needs);

    /// <summary>Adds the facts that come from Azure.</summary>
    /// <param name="session">The session.</param>
    /// <param name="known">The facts that need no request: settings, pins, steps.</param>
    /// <param name="needs">The facts to read.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure cannot be reached, or the sign-in failed.</exception>
    public static Task<Checks.Facts> GatherAsync(
        AzureSession session,
        Checks.Facts known,
        IReadOnlySet<FactName> needs,
        CancellationToken cancellationToken
    ) =>
        new FactGatherer(new FactReader(session.ForFacts(), cancellationToken), known.Settings, needs).GatherAsync(
            known
        );

    private async Task<Checks.Facts> GatherAsync(Checks.Facts known)
    {
        NetworkFacts network = new(_reader, _settings, known.Egress, _needs);
        OfferFacts offers = new(_reader, _settings);
        ImageFacts images = new(_reader, _settings, known.Pins);
        RightsFacts rights = new(_reader, _settings);
        Task<Func<Checks.Facts, Checks.Facts>>[] parts =
        [
            network.GatherAsync(),
            When(FactName.Providers, offers.ProvidersAsync),
            When(FactName.Groups, offers.GroupsAsync),
            When(FactName.Size, offers.SizeAsync),
            When(FactName.SmokeNetwork, network.SmokeAsync),
            When(FactName.Kubectl, offers.KubectlAsync),
            When(FactName.RolloutMachines, offers.RolloutAsync),
            When(FactName.ComputeQuota, offers.ComputeQuotaAsync),
            When(FactName.ContainerQuota, offers.ContainerQuotaAsync),
            When(FactName.Templates, offers.TemplatesAsync),
            When(FactName.Staging, offers.StagingAsync),
            When(FactName.BaseImage, images.BaseImageAsync),
            When(FactName.Gallery, images.GalleryAsync),
            When(FactName.ExistingImage, images.ExistingImageAsync),
            When(FactName.Versions, images.VersionsAsync),
            When(FactName.Policies, () => new PolicyFacts(_reader, _settings).GatherAsync()),
            When(FactName.OperatorRights, rights.OperatorAsync),
            When(FactName.BuilderRights, rights.BuilderAsync),
        ];
        Func<Checks.Facts, Checks.Facts>[] additions = await Task.WhenAll(parts);
        return additions.Aggregate(known, (facts, add) => add(facts));
    }

    private Task<Func<Checks.Facts, Checks.Facts>> When(
        FactName fact,
        Func<Task<Func<Checks.Facts, Checks.Facts>>> read
    ) => _needs.Contains(fact) ? read() : Task.FromResult<Func<Checks.Facts, Checks.Facts>>(facts => facts);
}
