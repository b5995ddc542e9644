using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Clients;

/// <summary>
/// Template deployments. A scope is a subscription (<c>/subscriptions/{guid}</c>) or a resource group
/// (<c>/subscriptions/{guid}/resourceGroups/{name}</c>). The mode is Incremental: a deployment deletes nothing.
/// </summary>
internal sealed class Deployments
{
    private readonly ArmSender _client;

    internal Deployments(ArmSender client) => _client = client;

    public async Task<Deployment?> GetAsync(string scope, string name, CancellationToken cancellationToken) =>
        await _client.ReadAsync(Call("read", RequestMethod.Get, scope, name), cancellationToken) is { } body
            ? DeploymentReading.Read(body)
            : null;

    /// <summary>Starts a deployment. Store the operation's token before waiting for it.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="name">The name; a finished deployment with the same name is replaced.</param>
    /// <param name="request">What to deploy.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">
    /// The template or a parameter is wrong, or a deployment with this name is running (<c>DeploymentActive</c>).
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

    /// <summary>Starts a deployment that has no resources, so that there is nothing to wait for.</summary>
    /// <exception cref="AzureFailure">A deployment with this name is running (<c>DeploymentActive</c>).</exception>
    public Task RecordAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    ) =>
        _client.SendAsync(
            Call("record", RequestMethod.Put, scope, name) with
            {
                Body = Body(request),
            },
            cancellationToken
        );

    /// <summary>Lists the deployments to a scope; empty when it does not exist.</summary>
    public IAsyncEnumerable<Deployment> ListAsync(string scope, CancellationToken cancellationToken)
    {
        ArmCall call = new(
            "list the deployments",
            RequestMethod.Get,
            $"{scope}/providers/Microsoft.Resources/deployments",
            ApiVersions.Resources
        );
        return _client.ListAsync(call, cancellationToken).Select(DeploymentReading.Read);
    }

    /// <summary>
    /// Finds the operation of the same request that an earlier process started and did not follow to its end.
    /// </summary>
    /// <returns>The operation and its journal entry, or null.</returns>
    /// <exception cref="AzureFailure">The stored address leads to another host.</exception>
    public (ArmOperation Operation, JournaledEffect Effect)? FindStarted(
        string scope,
        string name,
        DeploymentRequest request
    ) => _client.Continue(Call("run", RequestMethod.Put, scope, name) with { Body = Body(request) });

    /// <summary>Notes in the journal that the resources of an open deployment were found as requested.</summary>
    public void RecordFound(string scope, string name, IReadOnlyList<string> found)
    {
        if (_client.Options.Journal?.FindOpen("PUT", Call("", RequestMethod.Put, scope, name).Path) is { } open)
        {
            _client.Options.Journal.Settle(open.Number, EffectState.Done, null, found);
        }
    }

    /// <summary>Waits for a started deployment and reads it back.</summary>
    /// <returns>The deployment with its outputs.</returns>
    /// <exception cref="AzureFailure">It failed; the nested causes name the resources.</exception>
    public Task<Deployment> WaitAsync(
        string scope,
        string name,
        ArmOperation operation,
        CancellationToken cancellationToken
    )
    {
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
            throw await DetailedAsync(scope, name, failure, cancellationToken);
        }
        Deployment? deployment = final.Text("properties", "provisioningState") is not null
            ? DeploymentReading.Read(final!)
            : await GetAsync(scope, name, cancellationToken);
        deployment = await FinishedAsync(scope, name, deployment, cancellationToken);
        if (deployment is { State: "Succeeded" })
        {
            operation.RecordCreated(deployment.Resources);
            return deployment;
        }
        throw new AzureFailure(deployment?.Error ?? DeploymentReading.Unfinished(scope, name, deployment?.State));
    }

    // The operation's error is often only "at least one resource failed"; the deployment has the details, if it can be read.
    private async Task<AzureFailure> DetailedAsync(
        string scope,
        string name,
        AzureFailure failure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Deployment? failed = await GetAsync(scope, name, cancellationToken);
            return failed?.Error is { } error ? new AzureFailure(error, failure) : failure;
        }
        catch (AzureFailure unread) when (unread.Code == BrokenAnswerException.Code)
        {
            return failure;
        }
    }

    // This operation has ended. If the deployment is still running, another user has started it again.
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

    /// <summary>Starts a deployment and waits for it.</summary>
    /// <exception cref="AzureFailure">It failed; the nested causes name the resources.</exception>
    public async Task<Deployment> PutAsync(
        string scope,
        string name,
        DeploymentRequest request,
        CancellationToken cancellationToken
    ) => await WaitAsync(scope, name, await StartAsync(scope, name, request, cancellationToken), cancellationToken);

    /// <summary>Predicts the changes of a deployment with what-if.</summary>
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

    /// <summary>Lists the operations of a deployment.</summary>
    public IAsyncEnumerable<DeploymentStep> StepsAsync(
        string scope,
        string name,
        CancellationToken cancellationToken
    ) =>
        _client
            .ListAsync(Call("list the operations of", RequestMethod.Get, scope, name, "/operations"), cancellationToken)
            .Select(DeploymentReading.Step);

    /// <summary>Deletes a deployment, not its resources; null when it does not exist.</summary>
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
