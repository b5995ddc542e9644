using Azure.Core;
using Azure.Core.Pipeline;
using Azure.ResourceManager;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// A connection to one cloud: its sockets, its tokens and its throttling gate. The sessions of several images share one, so that
/// they sign in once, and one 429 pauses all of them.
/// </summary>
internal sealed class AzureConnection : IDisposable
{
    private readonly AzureCloud _cloud;
    private readonly AzureSessionOptions _options;
    private readonly HttpPipeline _arm;
    private readonly ArmClientOptions _armOptions;

    /// <summary>Creates a connection. Sends nothing.</summary>
    /// <param name="cloud">The cloud.</param>
    /// <param name="credential">The credential.</param>
    /// <param name="options">Trust, retries, timeouts, and where waits are reported.</param>
    public AzureConnection(AzureCloud cloud, TokenCredential credential, AzureSessionOptions options)
    {
        _cloud = cloud;
        _options = options;
        Transport = TransportFactory.Create(options);
        News = new HostMessages(options);
        Credential = new ReportingCredential(credential, cloud.Authority, News);
        (_arm, _armOptions) = Pipeline(cloud.ResourceManager, cloud.ResourceManagerScope);
    }

    public HttpClientTransport Transport { get; }

    public HostMessages News { get; }

    public ReportingCredential Credential { get; }

    public Contact Contact { get; } = new();

    public DataRole DataRole { get; } = new();

    /// <summary>A sender to Azure Resource Manager for one session.</summary>
    /// <param name="options">The session's options, with its journal.</param>
    /// <param name="answers">What was read before and is not read again; null to read everything.</param>
    public ArmSender Arm(AzureSessionOptions options, SharedAnswers? answers) =>
        new(_arm, _armOptions, _cloud, options, answers);

    /// <summary>A sender to another service of the cloud.</summary>
    /// <param name="endpoint">The service.</param>
    /// <param name="scope">The scope of its tokens.</param>
    public ArmSender To(Uri endpoint, string scope)
    {
        (HttpPipeline pipeline, ArmClientOptions options) = Pipeline(endpoint, scope);
        return new ArmSender(pipeline, options, _cloud with { ResourceManager = endpoint }, _options, null);
    }

    /// <inheritdoc/>
    public void Dispose() => Transport.Dispose();

    private (HttpPipeline Pipeline, ArmClientOptions Options) Pipeline(Uri endpoint, string scope)
    {
        ArmClientOptions arm = new() { Transport = Transport };
        arm.Diagnostics.IsTelemetryEnabled = false;
        arm.Retry.NetworkTimeout = _options.NetworkTimeout;
        arm.RetryPolicy = new BudgetedRetry(_options, Contact, News);
        arm.AddPolicy(new TrustedOrigins(endpoint), HttpPipelinePosition.BeforeTransport);
        arm.AddPolicy(new BoundedBody(Limits.AnswerBytes, _options.AnswerTime), HttpPipelinePosition.BeforeTransport);
        arm.AddPolicy(new ThrottlingGate(_options.Time, _options.OnThrottled), HttpPipelinePosition.PerRetry);
        arm.AddPolicy(new SlowResponsePolicy(_options, News), HttpPipelinePosition.PerRetry);
        return (
            HttpPipelineBuilder.Build(
                arm,
                new JsonValidation(),
                new BearerTokenAuthenticationPolicy(Credential, scope)
            ),
            arm
        );
    }
}
