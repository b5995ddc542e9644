using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Bicep;
using Jumpbox.Boundaries;
using Jumpbox.Templates;
using Polly;
using Polly.Retry;

namespace Jumpbox.Azure.ImageBuilds;

/// <summary>Deploys the repository's templates.</summary>
/// <param name="azure">The session.</param>
/// <param name="templates">The templates.</param>
/// <param name="say">Receives the reason for each wait.</param>
internal sealed class TemplateRollout(AzureSession azure, TemplateSet templates, Action<string> say)
{
    // A new identity takes a minute or two to replicate; a deployment of the same name by another user takes about as long.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private const int MostTries = 36;

    /// <summary>Deploys a template and waits for it.</summary>
    /// <param name="scope">A subscription or a resource group.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="template">The template, for example <see cref="TemplateSet.Identity"/>.</param>
    /// <param name="values">The parameters' values.</param>
    /// <param name="location">The location, for a subscription deployment.</param>
    /// <param name="tags">The tags of the deployment.</param>
    /// <param name="cancellationToken">Stops waiting; the deployment continues.</param>
    /// <returns>The deployment with its outputs.</returns>
    /// <exception cref="AzureFailure">It failed.</exception>
    /// <exception cref="BicepException">The template does not compile.</exception>
    public async Task<Deployment> DeployAsync(
        string scope,
        string name,
        string template,
        JsonObject values,
        string? location,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        DeploymentRequest request = new(await templates.CompileAsync(template), Parameters(values), location, tags);
        ResiliencePipeline patience = new ResiliencePipelineBuilder { TimeProvider = azure.Options.Time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<AzureFailure>(failure =>
                        failure.Mentions("PrincipalNotFound") || failure.Code == "DeploymentActive"
                    ),
                    Delay = Pause,
                    MaxRetryAttempts = MostTries,
                    OnRetry = retry =>
                    {
                        say(
                            $"Waiting for Azure ({((AzureFailure)retry.Outcome.Exception!).Code}), "
                                + $"try {retry.AttemptNumber + 2} of {MostTries + 1}."
                        );
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
        if (await ContinueAsync(scope, name, request, cancellationToken) is { } continued)
        {
            return continued;
        }
        return await Deadline.KeepAsync(
            azure.Options,
            $"run deployment {name}",
            scope,
            Limits.Rollout,
            async end =>
                await patience.ExecuteAsync(
                    async cancellationToken =>
                        await azure.Deployments.PutAsync(scope, name, request, cancellationToken),
                    end
                ),
            cancellationToken,
            quiet: true
        );
    }

    // An earlier run may have stopped while the deployment continued: it is awaited, and only what is missing is deployed
    // again.
    private async Task<Deployment?> ContinueAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    )
    {
        if (azure.Deployments.FindStarted(scope, name, request) is not var (operation, effect))
        {
            return null;
        }
        say($"Attaching to deployment {name}, which an earlier run started at {effect.At:yyyy-MM-dd HH:mm:ss zzz}.");
        try
        {
            return await azure.Deployments.WaitAsync(scope, name, operation, cancellationToken);
        }
        catch (AzureFailure failure) when (failure.Code != "TimedOut")
        {
            say($"That deployment failed ({failure.Code}); starting it again.");
            return null;
        }
    }

    /// <summary>Predicts the changes of a deployment with what-if.</summary>
    /// <param name="scope">A subscription or a resource group.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="template">The template.</param>
    /// <param name="values">The parameters' values.</param>
    /// <param name="location">The location, for a subscription deployment.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be predicted.</exception>
    public async Task<IReadOnlyList<PredictedChange>> WhatIfAsync(
        string scope,
        string name,
        string template,
        JsonObject values,
        string? location,
        CancellationToken cancellationToken
    ) =>
        await azure.Deployments.WhatIfAsync(
            scope,
            name,
            new DeploymentRequest(await templates.CompileAsync(template), Parameters(values), location),
            cancellationToken
        );

    private static JsonObject Parameters(JsonObject values) =>
        new(
            values.Select(value =>
                KeyValuePair.Create<string, JsonNode?>(
                    value.Key,
                    new JsonObject { ["value"] = value.Value?.DeepClone() }
                )
            )
        );
}
