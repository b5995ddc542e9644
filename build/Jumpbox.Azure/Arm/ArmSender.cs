using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Sends requests to Azure Resource Manager through the SDK's pipeline and turns the results into responses or failures.
/// </summary>
internal sealed class ArmSender(
    HttpPipeline pipeline,
    ClientOptions clientOptions,
    AzureCloud cloud,
    AzureSessionOptions options,
    SharedAnswers? answers = null
)
{
    private readonly ArmExchange _exchange = new(pipeline, cloud, options);

    public AzureCloud Cloud => cloud;

    public AzureSessionOptions Options => options;

    public HttpPipeline Pipeline => pipeline;

    public ClientOptions ClientOptions => clientOptions;

    public async Task<ArmAnswer> SendAsync(ArmCall call, CancellationToken cancellationToken)
    {
        ArmAnswer answer = await SendAsync(call, call.Target(cloud.ResourceManager), cancellationToken);
        Settle(answer, EffectState.Done);
        return answer;
    }

    /// <summary>Reads a resource; null when it or its resource group does not exist.</summary>
    public Task<JsonObject?> ReadAsync(ArmCall call, CancellationToken cancellationToken) =>
        options.Reads is { } reads && answers is null && BatchedReads.ListOf(call) is { } list
            ? reads
                .ReadAsync(
                    call,
                    list,
                    one => ReadNowAsync(one, cancellationToken),
                    // The list is for several images, so none of them cancels it.
                    all => ListAsync(all, CancellationToken.None, isTogether: true)
                )
                .WaitAsync(cancellationToken)
            : ReadNowAsync(call, cancellationToken);

    private async Task<JsonObject?> ReadNowAsync(ArmCall call, CancellationToken cancellationToken)
    {
        ArmAnswer answer = await SendAsync(call with { Accepted = [404] }, cancellationToken);
        return answer.Status == 404 ? null : answer.BodyOrFail(call.Asked, call.Path);
    }

    /// <summary>
    /// Reads a list page by page; empty when its scope does not exist, unless the list is required. Lists that several images ask for
    /// at once are requested together, unless this is that request.
    /// </summary>
    public async IAsyncEnumerable<JsonObject> ListAsync(
        ArmCall call,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        bool mustExist = false,
        bool isTogether = false,
        string member = "value"
    )
    {
        if (!mustExist && options.Reads is { } reads && answers is null && !isTogether && BatchedReads.IsList(call))
        {
            Task<IEnumerable<JsonObject>> together = reads.ListAsync(
                call,
                all => ListAsync(all, CancellationToken.None, isTogether: true)
            );
            foreach (JsonObject item in await together.WaitAsync(cancellationToken))
            {
                yield return item;
            }
            yield break;
        }
        Listing listing = new(call);
        Uri? next = call.Target(cloud.ResourceManager);
        while (next is not null)
        {
            listing.Demand(next);
            ArmAnswer answer = await SendAsync(
                mustExist ? call : call with { Accepted = [404] },
                next,
                cancellationToken
            );
            if (answer.Status == 404)
            {
                yield break;
            }
            listing.Add(answer);
            JsonObject page = answer.BodyOrFail(call.Asked, call.Path);
            if (page[member] is not JsonArray items || !items.All(item => item is JsonObject))
            {
                throw ArmExchange.Broken(call, next, answer.Status, "holds no list");
            }
            foreach (JsonObject item in page.Objects(member))
            {
                yield return item;
            }
            next = page.Text("nextLink") is { Length: > 0 } link ? OperationToken.Trusted(link, call, cloud) : null;
        }
    }

    /// <summary>Starts a long-running operation. The first poll is sent when the operation is awaited.</summary>
    public async Task<ArmOperation> StartAsync(ArmCall call, CancellationToken cancellationToken)
    {
        ArmAnswer answer = await SendAsync(call, call.Target(cloud.ResourceManager), cancellationToken);
        return Begun(call, answer);
    }

    /// <summary>Starts a deletion; null when there was nothing to delete.</summary>
    public async Task<ArmOperation?> DeleteAsync(ArmCall call, CancellationToken cancellationToken)
    {
        ArmAnswer answer = await SendAsync(
            call with
            {
                Accepted = [404],
            },
            call.Target(cloud.ResourceManager),
            cancellationToken
        );
        if (answer.Status is 404 or 204)
        {
            Settle(answer, EffectState.Done);
            return null;
        }
        return Begun(call, answer);
    }

    /// <summary>
    /// Continues an operation that the journal has as open on this path, if the request is the same; null when there is none.
    /// </summary>
    public (ArmOperation Operation, JournaledEffect Effect)? Continue(ArmCall call)
    {
        if (
            options.Journal?.FindOpen(call.Method.Method, call.Path) is not { } effect
            || effect.Content != call.Content
            || options.Journal.Token(effect.Number) is not { } token
        )
        {
            return null;
        }
        if (!OperationToken.IsReadable(token))
        {
            options.Say?.Invoke(
                $"What would continue an earlier run's request to {effect.Asked} cannot be read: it is requested again."
            );
            return null;
        }
        OperationToken.RefuseForeignAddresses(token, call.Asked, call.Path, cloud);
        return (new ArmOperation(this, call.Asked, call.Path, token, null, effect.Number), effect);
    }

    private ArmOperation Begun(ArmCall call, ArmAnswer answer)
    {
        string? token = TokenOf(call, answer);
        if (token is null)
        {
            Settle(answer, EffectState.Done);
        }
        else if (answer.Effect is { } effect)
        {
            options.Journal!.Accept(effect, token);
        }
        return new ArmOperation(this, call.Asked, call.Path, token, answer.Body, answer.Effect);
    }

    private string? TokenOf(ArmCall call, ArmAnswer answer)
    {
        try
        {
            return OperationToken.From(answer, call, cloud);
        }
        catch (AzureFailure failure)
        {
            // The request was accepted, but the operation cannot be followed.
            Settle(answer, EffectState.Unknown, failure.Fault.Sign);
            throw;
        }
    }

    private void Settle(ArmAnswer answer, EffectState state, string? why = null)
    {
        if (answer.Effect is { } effect)
        {
            options.Journal!.Settle(effect, state, why);
        }
    }

    // The intent is on the disk before the first byte is sent; the outcome, or that it is unknown, follows.
    private async Task<ArmAnswer> SendAsync(ArmCall call, Uri target, CancellationToken cancellationToken)
    {
        if (!call.IsEffect && answers is not null)
        {
            (Response raw, string? body) = await answers.GetAsync(
                $"{call.Method} {target} {call.Content}",
                async () =>
                {
                    ArmAnswer answer = await _exchange.SendAsync(call, target, CancellationToken.None);
                    return (answer.Raw, answer.Body?.ToJsonString());
                },
                cancellationToken
            );
            // Parsed for each reader: a JSON object is not for several threads.
            return new ArmAnswer(raw, body is null ? null : JsonNode.Parse(body)!.AsObject());
        }
        if (!call.IsEffect || options.Journal is not { } journal)
        {
            return await _exchange.SendAsync(call, target, cancellationToken);
        }
        int effect = journal.Intend(call.Asked, call.Method.Method, call.Path, call.Content, call.Before);
        try
        {
            return await _exchange.SendAsync(call, target, cancellationToken) with { Effect = effect };
        }
        catch (AzureFailure failure)
        {
            journal.Settle(
                effect,
                failure.IsTransient || failure.Status == 0 ? EffectState.Unknown : EffectState.Failed,
                $"{failure.Code} ({failure.Status})"
            );
            throw;
        }
        catch (Exception other)
        {
            journal.Settle(
                effect,
                EffectState.Unknown,
                other is OperationCanceledException ? "interrupted" : $"no readable response ({other.GetType().Name})"
            );
            throw;
        }
    }
}
