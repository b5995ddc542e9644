namespace Jumpbox.Settings;

/// <summary>Everything that a user decides: the typed and validated form of <c>jumpbox.json</c> with its overrides.</summary>
public sealed record JumpboxSettings
{
    /// <summary>The cloud to work in: <c>local</c>, <c>azure</c>, <c>azureUSGovernment</c> or <c>azureChina</c>.</summary>
    public required string Cloud { get; init; }

    /// <summary>The subscription's GUID; null means the one that the Azure CLI is signed in to.</summary>
    public string? Subscription { get; init; }

    /// <summary>The tenant's GUID; null means the one that the Azure CLI is signed in to.</summary>
    public string? Tenant { get; init; }

    /// <summary>The Azure region of the builder and the image, for example <c>eastus2</c>.</summary>
    public required string Location { get; init; }

    /// <summary>Where the builder and the image live.</summary>
    public required ResourceGroupSettings ResourceGroups { get; init; }

    /// <summary>The subnets in which the image is built.</summary>
    public required NetworkSettings Network { get; init; }

    /// <summary>Which roles the builder's identity gets.</summary>
    public required RoleSettings Roles { get; init; }

    /// <summary>The image: its name, what it is made from, where it goes.</summary>
    public required ImageSettings Image { get; init; }

    /// <summary>The machine on which the image is built.</summary>
    public required BuildVmSettings BuildVm { get; init; }

    /// <summary>Which tools of the catalogue go into the image: name and whether it is wanted.</summary>
    public required IReadOnlyDictionary<string, bool> Tools { get; init; }

    /// <summary>How the operating system is prepared.</summary>
    public required CustomizerSettings Customizer { get; init; }

    /// <summary>The address of GitHub's API, for Update and Check; a build does not ask it.</summary>
    public string GitHubApi { get; init; } = "https://api.github.com/";

    /// <summary>URL prefixes and the prefixes of the organisation's own store that take their place.</summary>
    public required IReadOnlyDictionary<string, string> Mirrors { get; init; }

    /// <summary>Tags for everything that is made, beside our own.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>How much is taken away when an image is finished.</summary>
    public required CleanupLevel Cleanup { get; init; }

    /// <summary>What a release asks of the evidence.</summary>
    public required GateSettings Gate { get; init; }

    /// <summary>
    /// The price of transient resources, for the cost estimate: a key such as <c>vmHour</c> and an amount in the
    /// currency of the user's own price sheet. Empty means that no estimate is made.
    /// </summary>
    public required IReadOnlyDictionary<string, decimal> Prices { get; init; }

    /// <summary>Checks that are skipped: the check's id and the reason.</summary>
    public required IReadOnlyDictionary<string, string> Skip { get; init; }

    /// <summary>
    /// The subscription, once it is known: from the settings or, where they leave it out, from the signed-in account.
    /// </summary>
    /// <exception cref="InvalidOperationException">The subscription has not been filled in yet.</exception>
    public string SubscriptionId =>
        Subscription ?? throw new InvalidOperationException("The subscription is not known yet.");
}
