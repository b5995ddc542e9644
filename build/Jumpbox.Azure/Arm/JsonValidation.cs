using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Treats a response with invalid JSON like a broken connection, so that it is retried; repairs invalid Unicode.
/// </summary>
internal sealed class JsonValidation : HttpPipelinePolicy
{
    /// <summary>The most common error, as the continuation of "the answer of HOST".</summary>
    public const string InvalidJson = "is not valid JSON: it was truncated or altered in transit";

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Repair(message);
        ThrowIfBroken(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Repair(message);
        ThrowIfBroken(message);
    }

    private static void Repair(HttpMessage message)
    {
        if (
            message is { HasResponse: true, Response: { ContentStream.CanSeek: true } response }
            && UnicodeRepair.Repaired(response.Content.ToMemory().Span) is { } whole
        )
        {
            response.ContentStream = new MemoryStream(whole, 0, whole.Length, writable: false, publiclyVisible: true);
        }
    }

    private static void ThrowIfBroken(HttpMessage message)
    {
        bool readable = message.HasResponse && message.Response is { IsError: false, ContentStream.CanSeek: true };
        if (
            readable
            && message.ResponseClassifier is not RunClassifier
            && DefectOf(message.Response.Content) is { } defect
        )
        {
            throw new BrokenAnswerException(Origin.Show(message.Request.Uri.ToUri()), defect);
        }
    }

    private static string? DefectOf(BinaryData content)
    {
        ReadOnlyMemory<byte> bytes = content.ToMemory();
        if (bytes.IsEmpty)
        {
            return null;
        }
        try
        {
            JsonDocument.Parse(bytes, AnswerJson.Strict).Dispose();
            return null;
        }
        catch (JsonException)
        {
            return Explain(bytes.Span);
        }
    }

    // Only an invalid response is parsed twice, to find the error.
    private static string Explain(ReadOnlySpan<byte> bytes)
    {
        Utf8JsonReader reader = new(bytes, new JsonReaderOptions { MaxDepth = Limits.JsonDepth + 2 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth > Limits.JsonDepth)
                {
                    throw new BoundaryException(
                        BoundaryException.Deep,
                        $"The response is JSON nested more than {Limits.JsonDepth} levels deep, which is not plausible.",
                        "Something between this machine and Azure is altering responses: check the proxy and the cloud's endpoint."
                    );
                }
            }
            return "is JSON with a duplicate name in one object";
        }
        catch (JsonException)
        {
            return InvalidJson;
        }
    }
}
