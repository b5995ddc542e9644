using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Handover;
using Jumpbox.Settings;
using Jumpbox.Signing.Signers;

namespace Jumpbox.Azure.Clients;

/// <summary>One signed-in connection to one cloud: one pipeline, one gate against throttling, and a client for each kind of resource.</summary>
public sealed class AzureSession : IDisposable
{
    private readonly HttpClientTransport _transport;
    private readonly TokenCredential _credential;
    private readonly Contact _contact = new();
    private readonly HostNews _news;
    private readonly ArmSender _client;

    /// <summary>Makes a session. Nothing is sent before the first question.</summary>
    /// <param name="cloud">The cloud to talk to.</param>
    /// <param name="credential">Who asks.</param>
    /// <param name="options">How to talk; the defaults suit Azure.</param>
    public AzureSession(AzureCloud cloud, TokenCredential credential, AzureSessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(cloud);
        ArgumentNullException.ThrowIfNull(credential);
        Cloud = cloud;
        Options = options ?? new AzureSessionOptions();
        _transport = TransportFactory.Create(Options);
        _news = new HostNews(Options);
        _credential = new SaidSignIn(credential, cloud.Authority, _news);
        _client = Sender(cloud.ResourceManager, cloud.ResourceManagerScope);
        Subscriptions = new Subscriptions(_client);
        ResourceGroups = new ResourceGroups(_client);
        Providers = new Providers(_client);
        Deployments = new Deployments(_client);
        RoleDefinitions = new RoleDefinitions(_client);
        RoleAssignments = new RoleAssignments(_client);
        Permissions = new Permissions(_client);
        Identities = new Identities(_client);
        ImageTemplates = new ImageTemplates(_client);
        Images = new Images(_client);
        Galleries = new Galleries(_client);
        ImageConsumers = new ImageConsumers(_client);
        Tags = new Tags(_client);
        Compute = new Compute(_client);
        Policies = new Policies(_client);
        Subnets = new Subnets(_client);
        BuildLogs = new BuildLogs(_client, new StagingStorage(_client, _credential, _transport, _contact, _news));
    }

    /// <summary>The cloud that the session talks to.</summary>
    public AzureCloud Cloud { get; }

    /// <summary>How the session talks.</summary>
    public AzureSessionOptions Options { get; }

    /// <summary>The subscriptions that the account can see.</summary>
    internal Subscriptions Subscriptions { get; }

    /// <summary>Resource groups and what is in them.</summary>
    internal ResourceGroups ResourceGroups { get; }

    /// <summary>Resource providers and their registration.</summary>
    internal Providers Providers { get; }

    /// <summary>Template deployments to groups and subscriptions.</summary>
    internal Deployments Deployments { get; }

    /// <summary>Role definitions.</summary>
    internal RoleDefinitions RoleDefinitions { get; }

    /// <summary>Role assignments.</summary>
    internal RoleAssignments RoleAssignments { get; }

    /// <summary>What the signed-in account may do.</summary>
    internal Permissions Permissions { get; }

    /// <summary>User-assigned managed identities.</summary>
    internal Identities Identities { get; }

    /// <summary>Image templates and their builds.</summary>
    internal ImageTemplates ImageTemplates { get; }

    /// <summary>Managed images.</summary>
    internal Images Images { get; }

    /// <summary>Compute galleries, their image definitions and versions.</summary>
    internal Galleries Galleries { get; }

    /// <summary>Whatever refers to images.</summary>
    internal ImageConsumers ImageConsumers { get; }

    /// <summary>Tags of any resource.</summary>
    internal Tags Tags { get; }

    /// <summary>VM sizes, quota, and marketplace images of a region.</summary>
    public Compute Compute { get; }

    /// <summary>The changes of subnets that a person may order.</summary>
    internal Subnets Subnets { get; }

    /// <summary>Azure Policy's verdict on resources that do not exist yet.</summary>
    internal Policies Policies { get; }

    /// <summary>The log of an image build, while it runs and after.</summary>
    internal BuildLogs BuildLogs { get; }

    /// <summary>Reads the managed image or the gallery version that has this id.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The image, or null if there is none.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<StandingImage?> FindImageAsync(ResourceId id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.IsOfType("Microsoft.Compute/images")
            ? await Images.GetAsync(id, cancellationToken) is { } image
                ? new StandingImage(id, image.ProvisioningState, image.Tags)
                : null
            : await Galleries.GetVersionAsync(id, cancellationToken) is { } version
                ? new StandingImage(id, version.ProvisioningState, version.Tags)
                : null;
    }

    /// <summary>Reads any resource.</summary>
    /// <param name="resourceId">Its id, or any path of the resource manager without query.</param>
    /// <param name="apiVersion">The API version to ask with.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The resource as Azure shows it, or null when it does not exist.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public Task<JsonObject?> GetAsync(string resourceId, string apiVersion, CancellationToken cancellationToken) =>
        _client.ReadAsync(
            new ArmCall($"read {resourceId}", RequestMethod.Get, resourceId, apiVersion),
            cancellationToken
        );

    /// <summary>Reads any list, all pages of it.</summary>
    /// <param name="path">The list's path without query.</param>
    /// <param name="apiVersion">The API version to ask with.</param>
    /// <param name="filter">An OData filter, where the list takes one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public IAsyncEnumerable<JsonObject> ListAsync(
        string path,
        string apiVersion,
        CancellationToken cancellationToken,
        string? filter = null
    )
    {
        ArmCall call = new($"list {path}", RequestMethod.Get, path, apiVersion);
        return _client.ListAsync(
            filter is null ? call : call with { Query = [("$filter", filter)] },
            cancellationToken
        );
    }

    /// <summary>A signer with a key in Key Vault. Nothing is sent yet.</summary>
    /// <param name="keyId">The key's address with its version.</param>
    /// <exception cref="SignerException">It is not the address of a version of a key in this cloud.</exception>
    public KeyVaultSigner OpenKey(string keyId)
    {
        KeyVaultKeyId key = KeyVaultKeyId.Parse(keyId, Cloud);
        return new KeyVaultSigner(Sender(key.Vault, $"https://{Cloud.KeyVaultSuffix}/.default"), key);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private ArmSender Sender(Uri endpoint, string scope)
    {
        ArmClientOptions arm = new() { Transport = _transport };
        arm.Diagnostics.IsTelemetryEnabled = false;
        arm.Retry.NetworkTimeout = Options.NetworkTimeout;
        arm.RetryPolicy = new BudgetedRetry(Options, _contact, _news);
        arm.AddPolicy(new TrustedOrigins(endpoint), HttpPipelinePosition.BeforeTransport);
        arm.AddPolicy(new BoundedBody(Limits.AnswerBytes, Options.AnswerTime), HttpPipelinePosition.BeforeTransport);
        arm.AddPolicy(new ThrottlingGate(Options.Time, Options.OnThrottled), HttpPipelinePosition.PerRetry);
        arm.AddPolicy(new SaidSilence(Options, _news), HttpPipelinePosition.PerRetry);
        HttpPipeline pipeline = HttpPipelineBuilder.Build(
            arm,
            new WholeJson(),
            new BearerTokenAuthenticationPolicy(_credential, scope)
        );
        return new ArmSender(pipeline, arm, Cloud with { ResourceManager = endpoint }, Options);
    }
}
