using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.SignIn;
using Jumpbox.Handover;
using Jumpbox.Settings;
using Jumpbox.Signing.Signers;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// A signed-in connection to one cloud: one HTTP pipeline, one throttling gate, and a client for each resource type.
/// </summary>
public sealed class AzureSession : IDisposable
{
    private readonly AzureConnection _connection;
    private readonly bool _owns;
    private readonly ArmSender _client;

    /// <summary>Creates a session. Sends nothing until the first request.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="options">The options; the defaults suit Azure.</param>
    public AzureSession(AzureCloud cloud, TokenCredential credential, AzureSessionOptions? options = null)
        : this(
            cloud,
            new AzureConnection(cloud, credential, options ?? new AzureSessionOptions()),
            options ?? new AzureSessionOptions(),
            null
        ) => _owns = true;

    private AzureSession(
        AzureCloud cloud,
        AzureConnection connection,
        AzureSessionOptions options,
        SharedAnswers? answers
    )
    {
        Cloud = cloud;
        Options = options;
        _connection = connection;
        _client = connection.Arm(options, answers);
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
        GalleryVersions = new GalleryVersions(_client);
        ImageConsumers = new ImageConsumers(_client);
        ResourceGraph = new ResourceGraph(_client);
        Tags = new Tags(_client);
        Compute = new Compute(_client);
        ContainerGroups = new ContainerGroups(_client);
        NetworkInterfaces = new NetworkInterfaces(_client);
        Machines = new Machines(_client);
        ScaleSets = new ScaleSets(_client);
        JustInTimePolicies = new JustInTimePolicies(_client);
        ManagedClusters = new ManagedClusters(_client);
        SignedBlobs = new SignedBlobs(connection.Transport);
        Policies = new Policies(_client);
        NetworkManagers = new NetworkManagers(_client);
        Subnets = new Subnets(_client);
        VirtualNetworks = new VirtualNetworks(_client);
        BuildLogs = new BuildLogs(
            _client,
            new StagingStorage(
                _client,
                connection.Credential,
                connection.Transport,
                connection.Contact,
                connection.News,
                connection.DataRole
            )
        );
    }

    /// <summary>The cloud of the session.</summary>
    public AzureCloud Cloud { get; }

    /// <summary>The options of the session.</summary>
    public AzureSessionOptions Options { get; }

    internal Subscriptions Subscriptions { get; }

    internal ResourceGroups ResourceGroups { get; }

    internal Providers Providers { get; }

    internal Deployments Deployments { get; }

    internal RoleDefinitions RoleDefinitions { get; }

    internal RoleAssignments RoleAssignments { get; }

    internal Permissions Permissions { get; }

    internal Identities Identities { get; }

    internal ImageTemplates ImageTemplates { get; }

    internal Images Images { get; }

    internal Galleries Galleries { get; }

    internal ManagedClusters ManagedClusters { get; }

    internal GalleryVersions GalleryVersions { get; }

    internal ImageConsumers ImageConsumers { get; }

    internal ResourceGraph ResourceGraph { get; }

    internal Tags Tags { get; }

    /// <summary>VM sizes, quota and marketplace images of a region.</summary>
    public Compute Compute { get; }

    /// <summary>Virtual networks with their subnets.</summary>
    public VirtualNetworks VirtualNetworks { get; }

    /// <summary>The changes of subnets that a person may order.</summary>
    internal Subnets Subnets { get; }

    internal ContainerGroups ContainerGroups { get; }

    internal NetworkInterfaces NetworkInterfaces { get; }

    internal Machines Machines { get; }

    internal ScaleSets ScaleSets { get; }

    internal JustInTimePolicies JustInTimePolicies { get; }

    internal SignedBlobs SignedBlobs { get; }

    internal Policies Policies { get; }

    internal NetworkManagers NetworkManagers { get; }

    internal BuildLogs BuildLogs { get; }

    /// <summary>Reads a managed image or a gallery image version.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="exists">Whether it was just built, so that several images of a run are read together.</param>
    /// <returns>The image, or null if there is none.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<ExistingImage?> FindImageAsync(
        ResourceId id,
        CancellationToken cancellationToken,
        bool exists = false
    ) =>
        id.IsOfType(Images.Type)
            ? await Images.GetAsync(id, cancellationToken, exists) is { } image
                ? new ExistingImage(id, image.ProvisioningState, image.Tags)
                : null
            : await GalleryVersions.GetAsync(id, cancellationToken) is { } version
                ? new ExistingImage(id, version.ProvisioningState, version.Tags)
                : null;

    /// <summary>Signs in, so that a sign-in that fails is known before anything is requested.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Who is signed in.</returns>
    /// <exception cref="AzureFailure">Nobody is; the message has the cause and the cure.</exception>
    public async Task<SignedInIdentity> SignInAsync(CancellationToken cancellationToken)
    {
        const string asked = "sign in";
        string place = Cloud.Authority.ToString();
        try
        {
            return SignedInIdentity.Of(
                await _connection.Credential.GetEarlyAsync(Cloud.ResourceManagerScope, cancellationToken)
            );
        }
        catch (AuthenticationFailedException exception)
        {
            throw new AzureFailure(
                FaultReader.SignIn(asked, place, exception, Cloud.Authority, Options.SignedInBy),
                exception
            );
        }
        catch (Exception exception) when (ArmExchange.IsNoAnswer(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AzureFailure(FaultReader.Unreachable(asked, place, exception, Cloud.Authority), exception);
        }
    }

    /// <summary>The subscriptions that the account can see.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public async Task<IReadOnlyList<VisibleSubscription>> ListSubscriptionsAsync(CancellationToken cancellationToken) =>
        await Subscriptions.ListAsync(cancellationToken).ToListAsync(cancellationToken);

    /// <summary>Reads any resource.</summary>
    /// <param name="resourceId">Its id, or any Azure Resource Manager path without a query.</param>
    /// <param name="apiVersion">The API version.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The resource as Azure returns it, or null when it does not exist.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public Task<JsonObject?> GetAsync(string resourceId, string apiVersion, CancellationToken cancellationToken) =>
        _client.ReadAsync(
            new ArmCall($"read {resourceId}", RequestMethod.Get, resourceId, apiVersion),
            cancellationToken
        );

    /// <summary>Reads all pages of a list.</summary>
    /// <param name="path">The path of the list, without a query.</param>
    /// <param name="apiVersion">The API version.</param>
    /// <param name="filter">An OData filter, if the list supports it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <param name="member">The member of a page that is the list.</param>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public IAsyncEnumerable<JsonObject> ListAsync(
        string path,
        string apiVersion,
        CancellationToken cancellationToken,
        string? filter = null,
        string member = "value"
    )
    {
        ArmCall call = new($"list {path}", RequestMethod.Get, path, apiVersion);
        return _client.ListAsync(
            filter is null ? call : call with { Query = [("$filter", filter)] },
            cancellationToken,
            member: member
        );
    }

    /// <summary>A signer with a key in Key Vault. Nothing is sent yet.</summary>
    /// <param name="keyId">The key's address with its version.</param>
    /// <exception cref="SignerException">It is not the address of a version of a key in this cloud.</exception>
    public KeyVaultSigner OpenKey(string keyId)
    {
        KeyVaultKeyId key = KeyVaultKeyId.Parse(keyId, Cloud);
        return new KeyVaultSigner(_connection.To(key.Vault, $"https://{Cloud.KeyVaultSuffix}/.default"), key);
    }

    /// <summary>A session for another image of the same run, on the same connection. Dispose this one last.</summary>
    /// <param name="options">Its journal, where it reports what it waits for, and what it reads together with the others.</param>
    public AzureSession Beside(AzureSessionOptions options) =>
        new(
            Cloud,
            _connection,
            Options with
            {
                Journal = options.Journal,
                Holder = options.Holder,
                Say = options.Say,
                Answers = options.Answers,
                Reads = options.Reads,
                LogPause = options.LogPause,
                PollDelay = options.PollDelay ?? Options.PollDelay,
            },
            null
        );

    /// <summary>
    /// A session that reads facts: what another image of the run has read before is not requested again. It changes nothing.
    /// </summary>
    internal AzureSession ForFacts() =>
        Options.Answers is { } answers ? new(Cloud, _connection, Options, answers) : this;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_owns)
        {
            _connection.Dispose();
        }
    }
}
