using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Template deployments. A scope is a subscription (<c>/subscriptions/{guid}</c>) or a resource group
/// (<c>/subscriptions/{guid}/resourceGroups/{name}</c>). All are incremental: nothing is deleted by deploying.
/// </summary>
internal sealed class Deployments
{
    private readonly ArmSender _client;

    internal Deployments(ArmSender client) => _client = client;

    /// <summary>Reads a deployment.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The deployment, or null.</returns>
    /// <exception cref="AzureFailure">It could not be read.</exception>
    public async Task<Deployment?> GetAsync(string scope, string name, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, scope, name), cancellationToken) is { } body
            ? DeploymentReading.Read(body)
            : null;

    /// <summary>Starts a deployment. Keep the operation's token before waiting for it.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name; the same name again replaces the record of a finished one.</param>
    /// <param name="request">What to deploy.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">
    /// The template or a parameter is wrong, or a deployment of this name is running (<c>DeploymentActive</c>).
    /// </exception>
    public Task<ArmOperation> StartAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    ) =>
        _client.StartAsync(
            Call("run", RequestMethod.Put, scope, name) with
            {
                Body = Body(request),
            },
            cancellationToken
        );

    /// <summary>Finds the operation of this deployment that an earlier process began and did not see to its end.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="request">What is to be deployed; something else is not continued.</param>
    /// <returns>The operation and what the journal tells of it, or null.</returns>
    /// <exception cref="AzureFailure">What was kept leads to another host.</exception>
    public (ArmOperation Operation, JournaledEffect Effect)? FindBegun(
        string scope,
        string name,
        DeploymentRequest request
    ) => _client.Continue(Call("run", RequestMethod.Put, scope, name) with { Body = Body(request) });

    /// <summary>Notes that what an open deployment was to make was found as it was wanted.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="found">The ids of what was found.</param>
    public void NoteFound(string scope, string name, IReadOnlyList<string> found)
    {
        if (_client.Options.Journal?.FindOpen("PUT", Call("", RequestMethod.Put, scope, name).Path) is { } open)
        {
            _client.Options.Journal.Settle(open.Number, EffectState.Done, null, found);
        }
    }

    /// <summary>Waits for a started deployment and reads it back.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="operation">What <see cref="StartAsync"/> returned.</param>
    /// <param name="cancellationToken">Stops waiting; the deployment continues.</param>
    /// <returns>The deployment with its outputs.</returns>
    /// <exception cref="AzureFailure">It failed; the nested causes name the resources.</exception>
    public Task<Deployment> WaitAsync(
        string scope,
        string name,
        ArmOperation operation,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArmCall call = Call("run", RequestMethod.Put, scope, name);
        return Deadline.KeepAsync(
            _client.Options,
            call.Asked,
            call.Path,
            _client.Options.OperationBudget,
            cancellationToken => EndAsync(scope, name, operation, cancellationToken),
            cancellationToken,
            quiet: true
        );
    }

    private async Task<Deployment> EndAsync(
        string scope,
        string name,
        ArmOperation operation,
        CancellationToken cancellationToken
    )
    {
        JsonObject? final;
        try
        {
            final = await operation.WaitAsync(cancellationToken);
        }
        catch (AzureFailure failure) when (!failure.IsTransient)
        {
            // The operation's own error is often only "at least one resource failed"; the record says which.
            Deployment? failed = await GetAsync(scope, name, cancellationToken);
            throw failed?.Error is { } error ? new AzureFailure(error, failure) : failure;
        }
        Deployment? deployment = final.Text("properties", "provisioningState") is not null
            ? DeploymentReading.Read(final!)
            : await GetAsync(scope, name, cancellationToken);
        deployment = await FinishedAsync(scope, name, deployment, cancellationToken);
        if (deployment is { State: "Succeeded" })
        {
            operation.NoteMade(deployment.Resources);
            return deployment;
        }
        return deployment switch
        {
            { Error: { } error } => throw new AzureFailure(error),
            _ => throw new AzureFailure(DeploymentReading.Unfinished(scope, name, deployment?.State ?? "gone")),
        };
    }

    // Ours has ended; where its record says that it runs, someone else has begun the same one again.
    private async Task<Deployment?> FinishedAsync(
        string scope,
        string name,
        Deployment? deployment,
        CancellationToken cancellationToken
    )
    {
        DelayStrategy delay = _client.Options.PollDelay ?? new GrowingDelay();
        for (int look = 1; deployment is { IsFinished: false }; look++)
        {
            if (look == 1)
            {
                _client.Options.Say?.Invoke($"Waiting for deployment {name}, which someone else has started again.");
            }
            await Task.Delay(delay.GetNextDelay(null, look), _client.Options.Time, cancellationToken);
            deployment = await GetAsync(scope, name, cancellationToken);
        }
        return deployment;
    }

    /// <summary>Deploys and waits.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="request">What to deploy.</param>
    /// <param name="cancellationToken">Stops waiting; the deployment continues.</param>
    /// <returns>The deployment with its outputs.</returns>
    /// <exception cref="AzureFailure">It failed; the nested causes name the resources.</exception>
    public async Task<Deployment> PutAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    ) => await WaitAsync(scope, name, await StartAsync(scope, name, request, cancellationToken), cancellationToken);

    /// <summary>Asks Azure what the deployment would change. Changes nothing.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="request">What would be deployed.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">It could not be predicted.</exception>
    public async Task<IReadOnlyList<PredictedChange>> WhatIfAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    )
    {
        ArmCall call = Call("predict", RequestMethod.Post, scope, name, "/whatIf") with
        {
            Body = Body(request),
            IsQuestion = true,
        };
        JsonObject? result = await (await _client.StartAsync(call, cancellationToken)).WaitAsync(cancellationToken);
        if (result.Object("error") is { } error)
        {
            throw new AzureFailure(FaultReader.FromError(call.Asked, call.Path, error, null));
        }
        return [.. result.Objects("properties", "changes").Select(DeploymentReading.Change)];
    }

    /// <summary>Lists the resources within a deployment and how each of them stands.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">They could not be listed.</exception>
    public IAsyncEnumerable<DeploymentStep> StepsAsync(
        string scope,
        string name,
        CancellationToken cancellationToken
    ) =>
        _client
            .ListAsync(Call("list the operations of", RequestMethod.Get, scope, name, "/operations"), cancellationToken)
            .Select(DeploymentReading.Step);

    /// <summary>Deletes a deployment's record; what it made stays.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The deployment's name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The deletion, or null when there was no such record.</returns>
    /// <exception cref="AzureFailure">It could not be deleted, for example because it is running.</exception>
    public Task<ArmOperation?> DeleteAsync(string scope, string name, CancellationToken cancellationToken) =>
        _client.DeleteAsync(Call("delete", RequestMethod.Delete, scope, name), cancellationToken);

    private static ArmCall Call(string verb, RequestMethod method, string scope, string name, string action = "") =>
        new(
            $"{verb} deployment {name}",
            method,
            $"{scope}/providers/Microsoft.Resources/deployments/{name}{action}",
            ApiVersions.Resources
        );

    private static JsonObject Body(DeploymentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        JsonObject body = new()
        {
            ["properties"] = new JsonObject
            {
                ["mode"] = "Incremental",
                ["template"] = request.Template.DeepClone(),
                ["parameters"] = request.Parameters.DeepClone(),
            },
        };
        if (request.Location is not null)
        {
            body["location"] = request.Location;
        }
        if (request.Tags is not null)
        {
            body["tags"] = JsonWriting.Tags(request.Tags);
        }
        return body;
    }
}
