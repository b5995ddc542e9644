using Jumpbox.Offers;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The resource providers that a build uses are registered.</summary>
internal sealed class RegisteredProviders : ICheck
{
    public string Id => "providers";

    public string Title => "The resource providers are registered";

    public CheckArea Area => CheckArea.Subscription;

    public IReadOnlyList<FactName> Needs => [FactName.Providers];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        foreach ((string name, Reading<ProviderState> reading) in facts.Providers)
        {
            yield return reading.State switch
            {
                ReadingState.Unreadable => Finding.Unknown(
                    $"The registration of {name} could not be read: {reading.Reason}"
                ),
                ReadingState.Absent => Finding.Fail(
                    $"This cloud has no resource provider {name}, which an image build uses.",
                    Cure.Setting("cloud must be one that offers Azure Image Builder"),
                    (name, "absent")
                ),
                _ => Judge(facts.Settings.SubscriptionId, reading.Value),
            };
        }
    }

    private static Finding Judge(string subscription, ProviderState provider) =>
        provider.IsRegistered
            ? Finding.Pass($"{provider.Namespace} is registered.", (provider.Namespace, provider.State))
            : Finding.Fail(
                $"The resource provider {provider.Namespace} is {provider.State}; the service would refuse the template or the build.",
                Cure.Command(
                    $"az provider register --subscription {subscription} --namespace {provider.Namespace} --wait",
                    new Fix.RegisterProvider(provider.Namespace)
                ),
                (provider.Namespace, provider.State)
            );
}
