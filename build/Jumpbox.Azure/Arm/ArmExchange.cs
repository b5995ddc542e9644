using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>One request through the SDK's pipeline, and its response as an answer or a failure.</summary>
internal sealed class ArmExchange(HttpPipeline pipeline, AzureCloud cloud, AzureSessionOptions options)
{
    private static readonly RunClassifier Once = new();

    /// <summary>Sends a request once the session's policies let it, and reads the response.</summary>
    /// <param name="call">The request.</param>
    /// <param name="target">Its address, which the caller has checked.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="AzureFailure">Azure refused, did not answer in time, or its answer is unreadable.</exception>
    public async Task<ArmAnswer> SendAsync(ArmCall call, Uri target, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(options.RequestBudget);
        using HttpMessage message = pipeline.CreateMessage();
        if (call.NotIdempotent)
        {
            message.ResponseClassifier = Once;
        }
        Request request = message.Request;
        request.Method = call.Method;
        request.Uri.Reset(target);
        request.Headers.Add("Accept", "application/json");
        if (call.IsNew)
        {
            request.Headers.Add("If-None-Match", "*");
        }
        if (call.IfMatch is { } etag)
        {
            request.Headers.Add("If-Match", etag);
        }
        if (call.Body is not null)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(call.Body.ToJsonString()));
        }
        else if (call.Method == RequestMethod.Post)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(Array.Empty<byte>());
        }
        try
        {
            await pipeline.SendAsync(message, end.Token);
            return Judge(call, target, message.Response);
        }
        catch (AuthenticationFailedException exception)
        {
            throw new AzureFailure(
                FaultReader.SignIn(call.Asked, call.Path, exception, cloud.Authority, options.SignedInBy),
                exception
            );
        }
        catch (Exception exception) when (IsNoAnswer(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new AzureFailure(FaultReader.Unreachable(call.Asked, call.Path, exception, target), exception);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            BrokenAnswerException broken = new(Origin.Show(target), "cannot be read", exception);
            throw new AzureFailure(FaultReader.Unreadable(call.Asked, call.Path, broken), exception);
        }
    }

    private static ArmAnswer Judge(ArmCall call, Uri target, Response response)
    {
        if (response.Status is >= 200 and < 300 || call.Accepted.Contains(response.Status))
        {
            return new ArmAnswer(response, ParseBody(call, target, response));
        }
        response.Headers.TryGetValue("x-ms-correlation-request-id", out string? correlationId);
        string text = response.Content.ToString();
        throw new AzureFailure(FaultReader.Read(call.Asked, call.Path, response.Status, text, correlationId));
    }

    private static JsonObject? ParseBody(ArmCall call, Uri target, Response response)
    {
        try
        {
            return AnswerJson.Parse(response.Content.ToMemory().Span) as JsonObject;
        }
        catch (JsonException)
        {
            throw Broken(call, target, response.Status, JsonValidation.InvalidJson);
        }
    }

    /// <summary>The failure for a response that is no answer to the request.</summary>
    public static AzureFailure Broken(ArmCall call, Uri from, int status, string defect) =>
        new(
            FaultReader.Unreadable(call.Asked, call.Path, new BrokenAnswerException(Origin.Show(from), defect), status)
        );

    /// <summary>Whether the exception means that no acceptable response arrived.</summary>
    public static bool IsNoAnswer(Exception exception) =>
        exception
            is RequestFailedException
                or BoundaryException
                or AggregateException
                or IOException
                or HttpRequestException
                or OperationCanceledException;

    /// <summary>
    /// Whether the exception is how the SDK's parsers fail on an unexpected response: invalid JSON or XML, a missing name, a
    /// number instead of a string.
    /// </summary>
    public static bool IsUnreadable(Exception exception) =>
        exception
            is JsonException
                or XmlException
                or InvalidDataException
                or FormatException
                or InvalidOperationException
                or KeyNotFoundException
                or ArgumentException
                or NullReferenceException;
}
