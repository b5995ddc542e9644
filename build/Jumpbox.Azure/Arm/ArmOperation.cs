using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using Azure;
using Azure.Core;
using Azure.Identity;
using Jumpbox.Boundaries;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// A long-running operation. Store <see cref="Token"/> before the first wait, so that another process can continue it.
/// </summary>
internal sealed class ArmOperation
{
    private readonly ArmSender _client;
    private readonly string _asked;
    private readonly int? _effect;

    internal ArmOperation(
        ArmSender client,
        string asked,
        string resourceId,
        string? token,
        JsonObject? answer,
        int? effect = null
    )
    {
        _effect = effect;
        _client = client;
        _asked = asked;
        ResourceId = resourceId;
        Token = token;
        Answer = answer;
    }

    /// <summary>The path that the request was sent to.</summary>
    public string ResourceId { get; }

    /// <summary>
    /// What another process needs to continue, as JSON; null when the first response was final. A secret, because poll
    /// addresses are signed: keep it in a file with mode 0600 and never print it.
    /// </summary>
    public string? Token { get; }

    /// <summary>The body of the first response.</summary>
    public JsonObject? Answer { get; }

    /// <summary>Polls until the operation has ended, no faster than the service requests.</summary>
    /// <param name="cancellationToken">Stops waiting; the operation continues.</param>
    /// <returns>The final body: the resource after a PUT, the result of a POST, null after a DELETE.</returns>
    /// <exception cref="AzureFailure">The operation failed, was cancelled, or its state could not be read.</exception>
    public async Task<JsonObject?> WaitAsync(CancellationToken cancellationToken)
    {
        if (Token is null)
        {
            return Answer;
        }
        JsonObject? result = await Deadline.KeepAsync(
            _client.Options,
            _asked,
            ResourceId,
            _client.Options.OperationBudget,
            PollAsync,
            cancellationToken
        );
        Settle(EffectState.Done);
        return result;
    }

    private async Task<JsonObject?> PollAsync(CancellationToken cancellationToken)
    {
        if (_client.Options is { Reads: not null } several)
        {
            // It has just begun: with several images, a poll at once is one in vain for each.
            await Task.Delay(
                (several.PollDelay ?? new GrowingDelay()).GetNextDelay(null, 1),
                several.Time,
                cancellationToken
            );
        }
        RehydrationToken token = ModelReaderWriter.Read<RehydrationToken>(BinaryData.FromString(Token!));
        try
        {
            Operation operation = await Operation
                .RehydrateAsync(_client.Pipeline, token, _client.ClientOptions)
                .WaitAsync(cancellationToken);
            Response response = await operation.WaitForCompletionResponseAsync(
                _client.Options.PollDelay ?? new GrowingDelay(),
                cancellationToken
            );
            return Read(response.Content.ToString());
        }
        catch (AuthenticationFailedException exception)
        {
            throw new AzureFailure(
                FaultReader.SignIn(_asked, ResourceId, exception, _client.Cloud.Authority, _client.Options.SignedInBy),
                exception
            );
        }
        catch (Exception exception) when (ArmExchange.IsNoAnswer(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            AzureFailure failure = Failure(exception);
            if (failure is { IsTransient: false, Status: > 0 })
            {
                // A 404 says nothing about how the operation ended.
                Settle(failure.Status == 404 ? EffectState.Unknown : EffectState.Failed, failure.Code);
            }
            throw failure;
        }
        catch (Exception exception) when (ArmExchange.IsUnreadable(exception))
        {
            throw Untold(exception);
        }
    }

    /// <summary>Adds the ids of the created resources to the journal.</summary>
    public void RecordCreated(IReadOnlyList<string> made)
    {
        if (_effect is { } effect)
        {
            _client.Options.Journal?.Settle(effect, EffectState.Done, null, made);
        }
    }

    private void Settle(EffectState state, string? why = null)
    {
        if (_effect is { } effect)
        {
            _client.Options.Journal?.Settle(effect, state, why);
        }
    }

    /// <summary>The path, never the token.</summary>
    public override string ToString() => $"operation on {ResourceId}";

    private AzureFailure Failure(Exception exception)
    {
        if ((exception as RequestFailedException)?.GetRawResponse() is not { } response)
        {
            return new AzureFailure(
                FaultReader.Unreachable(_asked, ResourceId, exception, _client.Cloud.ResourceManager),
                exception
            );
        }
        if (!response.IsError && !HasState(Read(response.Content.ToString())))
        {
            return Untold(exception, response.Status);
        }
        response.Headers.TryGetValue("x-ms-correlation-request-id", out string? correlationId);
        AzureFault fault = FaultReader.Read(
            _asked,
            ResourceId,
            response.Status,
            response.Content.ToString(),
            correlationId
        );
        return new AzureFailure(fault, exception);
    }

    // The SDK treats a response without a state as a failed operation, although it may succeed.
    private static bool HasState(JsonObject? answer) =>
        answer.Text("status") is not null
        || answer.Text("properties", "provisioningState") is not null
        || answer.Object("error") is not null;

    private AzureFailure Untold(Exception exception, int status = 200)
    {
        string origin = Origin.Show(_client.Cloud.ResourceManager);
        string odd = status is 200 or 201 or 202 or 204 ? "" : $"has status {status} and ";
        BrokenAnswerException broken = new(origin, $"{odd}does not report the state of the operation", exception);
        return new AzureFailure(FaultReader.Unreadable(_asked, ResourceId, broken), exception);
    }

    private static JsonObject? Read(string text)
    {
        try
        {
            return AnswerJson.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
